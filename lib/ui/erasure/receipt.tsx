"use client";
import { Heading } from "react-aria-components";
import { count, plural } from "@/lib/charts/format";
import type { Receipt } from "@/lib/log/erasure/list";
import { Button } from "../kit/button";
import { save } from "../kit/save";
import { shutSentence } from "./shut-sentence";

/** A receipt as a file; nothing in it identifies anybody. */
export const saveReceipt = (receipt: Receipt): void =>
  save(
    JSON.stringify({ rivergraph: "erasure", version: 1, ...receipt }, null, 2),
    "erasure-receipt.json",
    "application/json",
  );

/** What an erasure took. */
export const receiptSentence = ({ patients, asked, rows, files }: Receipt): string =>
  `${patients === asked ? plural(patients, "patient") : `${count(patients)} of ${plural(asked, "patient")}`} found: ${plural(rows, "row")} removed from ${plural(files.length, "file")}.`;

const short = (hash: string) => `${hash.slice(0, 12)}…`;

type ReceiptWordsProps = {
  receipt: Receipt;
  /** How many kept files were not open. */
  closed: number;
  onClose(): void;
};

/** What an erasure did, and the receipt to keep of it. */
export function ReceiptWords({ receipt, closed, onClose }: ReceiptWordsProps) {
  return (
    <>
      <Heading slot="title" className="text-lg font-semibold">
        Erased
      </Heading>
      <p role="status" className="mt-2">
        {receiptSentence(receipt)}
      </p>
      {closed > 0 && <p className="mt-2 text-copper">{shutSentence(closed)}</p>}
      {receipt.patients < receipt.asked && (
        <p className="mt-2 text-soft">Who was not found is remembered all the same, and kept out of later files.</p>
      )}
      {receipt.files.length > 0 && (
        <div className="mt-4 overflow-x-auto" tabIndex={0} role="region" aria-label="Files written anew">
          <table className="w-full text-left text-sm">
            <thead className="text-soft">
              <tr>
                <th scope="col" className="pb-1 font-normal">
                  file was (SHA-256)
                </th>
                <th scope="col" className="px-3 pb-1 font-normal">
                  is now
                </th>
                <th scope="col" className="pb-1 text-right font-normal">
                  rows removed
                </th>
              </tr>
            </thead>
            <tbody>
              {receipt.files.map(({ original, rewritten, rows }) => (
                <tr key={`${original} ${rewritten}`} className="border-t border-line">
                  <td className="py-1 font-mono">{short(original)}</td>
                  <td className="px-3 py-1 font-mono">{short(rewritten)}</td>
                  <td className="py-1 text-right">{count(rows)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <div className="mt-5 flex justify-end gap-3">
        <Button onPress={() => saveReceipt(receipt)}>Save the receipt</Button>
        <Button kind="primary" onPress={onClose}>
          Close
        </Button>
      </div>
    </>
  );
}
