"use client";
import { type ReactNode, useEffect, useState } from "react";
import { FieldError, Input, Label, Text, TextArea, TextField } from "react-aria-components";

type EntryProps = {
  label: string;
  value: string;
  onChange(text: string): void;
  /** How many lines it has at least; one that stays one where left out. */
  lines?: 2 | 3;
  placeholder?: string;
  /** What stands under it. */
  description?: ReactNode;
  /** What is wrong with it. */
  fault?: string | null;
  className?: string;
};

/** How long after the last letter a text is taken over (milliseconds). */
const pause = 500;

const fieldClass =
  "w-full rounded-field border border-edge bg-card px-2.5 py-1.5 placeholder:text-soft data-invalid:border-copper";

/** A text that is taken over while it is written, after a pause, and when it is left. */
export function Entry({
  label,
  value,
  onChange,
  lines,
  placeholder = "",
  description,
  fault = null,
  className = "",
}: EntryProps) {
  const [text, setText] = useState(value);
  const [seen, setSeen] = useState(value);
  const [sent, setSent] = useState<string | null>(null);
  if (seen !== value) {
    setSeen(value);
    setSent(null);
    // What comes back is what was written here, and more may have been written since.
    if (value !== sent) setText(value);
  }
  const send = () => {
    if (text === value) return;
    setSent(text);
    onChange(text);
  };
  useEffect(() => {
    if (text === value) return undefined;
    const timer = setTimeout(() => {
      setSent(text);
      onChange(text);
    }, pause);
    return () => clearTimeout(timer);
  }, [text, value, onChange]);
  return (
    <TextField
      value={text}
      onChange={setText}
      onBlur={send}
      isInvalid={fault !== null}
      validationBehavior="aria"
      className={`min-w-0 ${className}`}
    >
      <Label className="text-sm text-soft">{label}</Label>
      {lines ? (
        <TextArea
          placeholder={placeholder}
          className={`${fieldClass} field-sizing-content resize-y ${lines === 2 ? "min-h-9" : "min-h-18"}`}
        />
      ) : (
        <Input placeholder={placeholder} className={fieldClass} />
      )}
      {description !== undefined && (
        <Text slot="description" className="mt-1 block text-xs text-soft">
          {description}
        </Text>
      )}
      <FieldError className="mt-1 block text-xs text-copper">{fault}</FieldError>
    </TextField>
  );
}
