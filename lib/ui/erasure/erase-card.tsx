"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { FileTrigger, Label, TextArea, TextField } from "react-aria-components";
import { plural } from "@/lib/charts/format";
import { askedByLog, inEveryRegister } from "@/lib/log/erasure/subjects";
import type { Study } from "@/lib/log/study";
import { Button } from "../kit/button";
import { useWorkspace } from "../study/provider";
import { idsIn } from "./ids";
import { receiptSentence, saveReceipt } from "./receipt";

/** Erasing by a list, and what was erased so far. */
export function EraseCard({ study }: { study: Study }) {
  const { askToErase } = useWorkspace();
  const [text, setText] = useState("");
  const ids = idsIn(text);
  const open = async (files: FileList | null) => {
    const [file] = files ?? [];
    if (file) setText(await file.text());
  };
  return (
    <section aria-labelledby="erase" className="card space-y-3">
      <h2 id="erase" className="text-lg!">
        Erase patients
      </h2>
      <ByLog study={study} />
      <p className="text-soft">
        Ids, one a line. Their rows go from every file here and from all that was computed; a keyed hash of each id
        keeps them out of files that are loaded later.
      </p>
      <TextField value={text} onChange={setText}>
        <Label className="text-sm font-semibold">Ids of patients to erase</Label>
        <TextArea
          rows={3}
          spellCheck="false"
          autoComplete="off"
          className="mt-1 w-full rounded-field border border-edge bg-card px-3 py-2 font-mono"
        />
      </TextField>
      <div className="flex flex-wrap gap-3">
        <Button
          isDisabled={ids.length === 0}
          onPress={() => askToErase({ by: "list", subjects: inEveryRegister(study, ids), asked: ids.length })}
        >
          {ids.length === 0 ? "Erase them" : `Erase ${plural(ids.length, "patient")}`}
        </Button>
        <FileTrigger
          acceptedFileTypes={[".txt", ".csv", "text/plain", "text/csv"]}
          onSelect={(files) => void open(files)}
        >
          <Button>Read ids from a file</Button>
        </FileTrigger>
      </div>
      <Receipts study={study} />
    </section>
  );
}

/** Patients whom the log itself says to erase. */
function ByLog({ study }: { study: Study }) {
  const { askToErase } = useWorkspace();
  const { data = [] } = useQuery({ queryKey: ["asked-by-log", study.digest], queryFn: () => askedByLog(study) });
  if (data.length === 0) return null;
  return (
    <div
      role="status"
      className="flex flex-wrap items-center justify-between gap-3 rounded-field bg-copper-soft px-3 py-2"
    >
      <p>{`${plural(data.length, "patient")} ${data.length === 1 ? "is" : "are"} to be erased by the log itself.`}</p>
      <Button onPress={() => askToErase({ by: "log", subjects: data, asked: data.length })}>Erase now</Button>
    </div>
  );
}

const words = { app: "here", list: "by a list", log: "by the log" } as const;

function Receipts({ study: { erased } }: { study: Study }) {
  if (erased.receipts.length === 0) return null;
  return (
    <ul aria-label="Erasures so far" className="space-y-1 border-t border-line pt-3 text-sm">
      {erased.receipts.map((receipt) => (
        <li key={JSON.stringify(receipt)} className="flex flex-wrap items-center justify-between gap-3">
          <span>{`Asked ${words[receipt.by]}. ${receiptSentence(receipt)}`}</span>
          <Button kind="link" onPress={() => saveReceipt(receipt)}>
            Save the receipt
          </Button>
        </li>
      ))}
    </ul>
  );
}
