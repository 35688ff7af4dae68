"use client";
import { useState } from "react";
import { bytes, count } from "@/lib/charts/format";
import type { Segment, Study } from "@/lib/log/study";
import { Button } from "../kit/button";
import { saveMapping } from "../mapping/save-mapping";
import { upcastsText } from "../mapping/upcast-words";
import { useWorkspace } from "../study/provider";
import { LoadedPart } from "../subset/loaded-part";
import { MoreForm } from "../subset/more-form";
import { MappingWords } from "./mapping-words";

const kinds = [
  ["fresh", "new"],
  ["duplicates", "already known"],
  ["conflicts", "in conflict"],
  ["quarantined", "set aside"],
  ["reference", "reference"],
  ["erased", "erased"],
  ["leftOut", "not loaded"],
] as const satisfies readonly (readonly [keyof Segment["counts"], string])[];

/** Every file with the account of its rows: what was read is the sum of what became of it. */
export function Segments({ study: { segments } }: { study: Study }) {
  const { job } = useWorkspace();
  const [asking, setAsking] = useState<number | null>(null);
  const more = job ? undefined : segments.find(({ id, subset }) => id === asking && subset !== null);
  return (
    <section aria-labelledby="segments" className="card">
      <h2 id="segments" className="mb-3 text-lg!">
        Files
      </h2>
      <div className="overflow-x-auto" tabIndex={0} role="region" aria-label="Files and their rows">
        <table className="w-full min-w-[800px] text-left">
          <thead className="text-sm text-soft">
            <tr>
              <th scope="col" className="pb-2 font-normal">
                file
              </th>
              <th scope="col" className="px-3 pb-2 text-right font-normal">
                rows
              </th>
              {kinds.map(([kind, word], i) => (
                <th key={kind} scope="col" className="px-3 pb-2 text-right font-normal whitespace-nowrap">
                  {`${i === 0 ? "= " : "+ "}${word}`}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {segments.map((segment) => (
              <FileRows key={segment.id} segment={segment} onMore={() => setAsking(segment.id)} />
            ))}
          </tbody>
        </table>
      </div>
      {more?.subset && (
        <div className="mt-4">
          <MoreForm key={more.id} segment={more} onDone={() => setAsking(null)} />
        </div>
      )}
    </section>
  );
}

function FileRows({ segment, onMore }: { segment: Segment; onMore(): void }) {
  const { file, blob, format, bytes: size, mapping, counts, erased } = segment;
  const { verified, keeping } = useWorkspace();
  const upcasts = upcastsText(segment);
  const kept = keeping.kind === "open" && keeping.of.has(blob);
  return (
    <>
      <tr className="border-t border-line align-baseline">
        <th scope="row" className="max-w-80 pt-2.5 font-semibold break-words">
          {file}
        </th>
        <td className="px-3 pt-2.5 text-right font-semibold">{count(counts.rows)}</td>
        {kinds.map(([kind]) => (
          <td key={kind} className={`px-3 pt-2.5 text-right ${counts[kind] === 0 ? "text-soft" : ""}`}>
            {count(counts[kind])}
          </td>
        ))}
      </tr>
      <tr>
        <td colSpan={kinds.length + 2} className="pb-2.5 text-sm text-soft">
          <details>
            <summary className="w-fit">{`${format === "parquet" ? "Parquet" : "Arrow"}, ${bytes(size)} · read as ${mapping.name} · ${erased ? "written anew without who was erased" : verified.has(blob) ? "verified by its manifest" : "unverified: no manifest came with it"}${kept ? " · kept in this browser" : ""}`}</summary>
            <div className="mt-3 max-w-3xl">
              <MappingWords mapping={mapping} />
              <Button kind="plain" onPress={() => saveMapping(mapping)} className="mt-3 px-3! py-1!">
                Save this mapping
              </Button>
            </div>
          </details>
          {upcasts && <p className="sticky left-0 mt-1.5 w-fit max-w-[calc(100vw-6rem)] text-ink">{upcasts}</p>}
          <LoadedPart segment={segment} onMore={onMore} />
        </td>
      </tr>
    </>
  );
}
