"use client";
import { isoDay } from "@/lib/charts/format";
import type { Stretch } from "@/lib/projections/patient/lanes";
import { DataTable } from "../kit/table";
import { stretchWords } from "./lanes";

type StretchTableProps = { label: string; stretches: readonly Stretch[]; onOpen(stretch: Stretch): void };

/** Lanes as a table, a row a stretch. */
export function StretchTable({ label, stretches, onOpen }: StretchTableProps) {
  const dash = (text: string | null) => text ?? "–";
  return (
    <div className="mt-3">
      <DataTable
        label={label}
        rows={stretches}
        rowKey={(_, i) => String(i)}
        onOpen={onOpen}
        height={480}
        columns={[
          { id: "lane", label: "Lane", numeric: false, least: 110, value: ({ lane }) => lane },
          { id: "what", label: "What", numeric: false, least: 260, value: stretchWords },
          {
            id: "from",
            label: "From",
            numeric: false,
            least: 118,
            value: ({ from }) => from,
            text: ({ from }) => isoDay(from),
          },
          {
            id: "to",
            label: "To",
            numeric: false,
            least: 118,
            value: ({ to }) => to,
            text: ({ to }) => (to === null ? "still" : isoDay(to)),
          },
          {
            id: "by",
            label: "Recorded by",
            numeric: false,
            least: 150,
            value: ({ events: [event] }) => dash(event?.recordedBy ?? null),
          },
        ]}
      />
    </div>
  );
}
