"use client";
import { useEffect, useRef, useState } from "react";
import { Button } from "../kit/button";
import { save } from "../kit/save";

type Outcome = { text: string; copied: boolean };

/** Copies a text of JSON; where the clipboard is refused, it is there to be copied by hand or saved. */
export function CopyJson({ text, name }: { text: string; name: string }) {
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const known = outcome?.text === text ? outcome : null;
  const refused = known?.copied === false;
  useEffect(() => {
    if (refused) field.current?.select();
  }, [refused]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome({ text, copied: true });
    } catch {
      setOutcome({ text, copied: false });
    }
  };
  return (
    <div className="mb-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <Button kind="chip" onPress={() => void copy()}>
          Copy as JSON
        </Button>
        <p role="status" className="text-sm text-soft">
          {known?.copied && "Copied, every digit as exported."}
          {refused && "This browser does not let it be copied. Copy the selected text, or save it."}
        </p>
      </div>
      {refused && (
        <div className="mt-2">
          <textarea
            ref={field}
            readOnly
            aria-label="The event as JSON"
            value={text}
            rows={8}
            className="block w-full rounded-field border border-edge bg-card p-2 font-mono text-xs"
          />
          <Button kind="quiet" className="mt-1" onPress={() => save(text, name, "application/json")}>
            Save
          </Button>
        </div>
      )}
    </div>
  );
}
