"use client";
import { useState } from "react";
import { Input, TextField } from "react-aria-components";

/** The name of a board, which is its heading; it is taken over when the field is left. */
export function Name({ name, onChange }: { name: string; onChange(name: string): void }) {
  const [text, setText] = useState(name);
  const [given, setGiven] = useState(name);
  if (given !== name) {
    setGiven(name);
    setText(name);
  }
  const settle = () => {
    const next = text.trim().slice(0, 80);
    if (next === "") setText(name);
    else if (next !== name) onChange(next);
  };
  return (
    <>
      <h1 className="sr-only">{name}</h1>
      <TextField aria-label="Name of the board" value={text} onChange={setText} className="min-w-0">
        <Input
          onBlur={settle}
          onKeyDown={({ key }) => key === "Enter" && settle()}
          className="field-sizing-content max-w-full rounded-field border border-transparent bg-transparent px-1.5 text-xl font-semibold hover:border-line"
        />
      </TextField>
    </>
  );
}
