"use client";
import { useRef, useState } from "react";
import { Label, TextArea, TextField } from "react-aria-components";
import { plural } from "@/lib/charts/format";
import type { SubjectId } from "@/lib/cohorts/cohort";
import { Button } from "../kit/button";
import { idsFrom } from "./draft";

/** A list of patients by their ids, pasted or out of a file. It stays in this tab: it enters no address and is not saved. */
export function IdList({ ids, onChange }: { ids: readonly SubjectId[]; onChange(ids: SubjectId[]): void }) {
  const [text, setText] = useState(ids.map(({ id }) => id).join("\n"));
  const file = useRef<HTMLInputElement>(null);
  return (
    <div className="space-y-2">
      <TextField value={text} onChange={setText} className="block">
        <Label className="text-sm text-soft">Ids, one a line or parted by commas</Label>
        <TextArea
          rows={4}
          spellCheck={false}
          autoComplete="off"
          className="w-full rounded-field border border-edge bg-card px-2.5 py-1.5 font-mono text-sm"
          onDrop={(event) => {
            const [dropped] = event.dataTransfer.files;
            if (!dropped) return;
            event.preventDefault();
            void dropped.text().then(setText);
          }}
        />
      </TextField>
      <div className="flex flex-wrap items-center gap-2">
        <Button onPress={() => onChange(idsFrom(text))}>Use these</Button>
        <Button kind="quiet" onPress={() => file.current?.click()}>
          From a file
        </Button>
        <input
          ref={file}
          type="file"
          accept=".txt,.csv,text/plain,text/csv"
          aria-label="A file of ids"
          hidden
          onChange={({ currentTarget }) => void currentTarget.files?.[0]?.text().then(setText)}
        />
        <p className="text-sm text-soft">{`${plural(ids.length, "patient")} listed. The list stays in this tab and is gone when it is closed.`}</p>
      </div>
    </div>
  );
}
