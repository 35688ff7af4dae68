"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { count, isoMoment } from "@/lib/charts/format";
import { type Kin, lineage, type Relation } from "@/lib/log/lineage";
import type { Study } from "@/lib/log/study";
import { type ChainEdge, chainOf } from "./chain";
import { ChainRail, railWidth } from "./chain-rail";

const words: Readonly<Record<Relation, string>> = {
  this: "This record",
  version: "Another version of it",
  duplicate: "The same again",
  names: "What it corrects or withdraws",
  "named by": "Corrects or withdraws it",
  further: "Further along the chain",
  "same position": "Another event at its position",
};

type Place = { segment: number; row: number };

/** How an event came to be what it is: every record of it in order of recording, what each does to which, who made it and when, and which one is in use. */
export function LineageList({ study, at, onOpen }: { study: Study; at: Place; onOpen(place: Place): void }) {
  const { data: records } = useQuery({
    queryKey: ["lineage", study.digest, at.segment, at.row],
    queryFn: () => lineage(study, at.segment, at.row),
    placeholderData: keepPreviousData,
  });
  if (!records || records.length < 2) return null;
  const edges = chainOf(records);
  return (
    <section aria-labelledby="lineage" className="mt-5">
      <h3 id="lineage" className="mb-2 font-semibold">
        How it came to be
      </h3>
      <ol className="card px-3! py-2!">
        {records.map((record, i) => (
          <li key={`${record.segment} ${record.row}`} className="relative">
            <ChainRail edges={edges} at={i} inForce={record.inForce === true} opened={record.relation === "this"} />
            <button
              type="button"
              aria-current={record.relation === "this" || undefined}
              onClick={() => onOpen({ segment: record.segment ?? -1, row: record.row ?? -1 })}
              className="w-full rounded-field py-1 pr-2 text-left hover:bg-river-faint"
              style={{ paddingLeft: railWidth(edges) }}
            >
              <LineageItem study={study} record={record} number={i} edges={edges} />
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}

type LineageItemProps = { study: Study; record: Kin; number: number; edges: readonly ChainEdge[] };

function LineageItem({ study, record, number, edges }: LineageItemProps) {
  const { relation, type, recordedAt, recordedBy, source, position, segment, row, inForce, upcast } = record;
  const file = study.segments.find(({ id }) => id === segment)?.file ?? "";
  const ties = edges.flatMap(({ from, to, tie }) => (to === number ? `${tie} ${from + 1}` : []));
  return (
    <>
      <span className="block break-words">
        <span className="text-soft">{`${number + 1} · `}</span>
        <span className="font-medium">{words[relation]}</span>
        <span className="text-soft">{` · ${type ?? ""} · `}</span>
        <span className={inForce ? "font-medium text-river" : "text-soft"}>{inForce ? "in use" : "not in use"}</span>
      </span>
      {ties.length > 0 && <span className="block text-sm text-copper">{ties.join(", ")}</span>}
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
    </>
  );
}
