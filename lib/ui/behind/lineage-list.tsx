"use client";
import { useQuery } from "@tanstack/react-query";
import { count, isoMoment } from "@/lib/charts/format";
import { type Kin, lineage, type Relation } from "@/lib/log/lineage";
import type { Study } from "@/lib/log/study";
import { Button } from "../kit/button";

const words: Readonly<Record<Relation, string>> = {
  this: "This record",
  version: "Another version of it",
  duplicate: "The same again",
  names: "What it corrects or withdraws",
  "named by": "Corrects or withdraws it",
  "same position": "Another event at its position",
};

type Place = { segment: number; row: number };

/** How an event came to be what it is: every record of it, who made it and when, and which one is in use. */
export function LineageList({ study, at, onOpen }: { study: Study; at: Place; onOpen(place: Place): void }) {
  const { data: records } = useQuery({
    queryKey: ["lineage", study.digest, at.segment, at.row],
    queryFn: () => lineage(study, at.segment, at.row),
  });
  if (!records || records.length < 2) return null;
  return (
    <section aria-labelledby="lineage" className="mt-5">
      <h3 id="lineage" className="mb-2 font-semibold">
        How it came to be
      </h3>
      <ol className="space-y-2">
        {records.map((record) => (
          <li
            key={`${record.segment} ${record.row} ${record.relation}`}
            className="card flex flex-wrap gap-x-4 gap-y-1"
          >
            <LineageItem study={study} record={record} onOpen={onOpen} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function LineageItem({ study, record, onOpen }: { study: Study; record: Kin; onOpen(place: Place): void }) {
  const { relation, type, recordedAt, recordedBy, source, position, segment, row, inForce, upcast } = record;
  const file = study.segments.find(({ id }) => id === segment)?.file ?? "";
  return (
    <>
      <p className="min-w-0 grow">
        <span className="font-medium">{words[relation]}</span>
        <span className="text-soft">{` · ${type ?? ""} · `}</span>
        <span className={inForce ? "text-teal" : "text-soft"}>{inForce ? "in use" : "not in use"}</span>
        <span className="block text-sm break-words text-soft">
          {[
            recordedAt && isoMoment(recordedAt),
            recordedBy && `by ${recordedBy}`,
            source && `through ${source}`,
            position,
            upcast && `read by the upcast “${upcast}”`,
            `row ${count((row ?? 0) + 1)} of ${file}`,
          ]
            .filter(Boolean)
            .join(" · ")}
        </span>
      </p>
      {relation !== "this" && (
        <Button kind="quiet" onPress={() => onOpen({ segment: segment ?? -1, row: row ?? -1 })}>
          Open
        </Button>
      )}
    </>
  );
}
