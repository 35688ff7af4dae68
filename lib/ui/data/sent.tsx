"use client";
import { count } from "@/lib/charts/format";
import { type Sent, sentWords } from "@/lib/log/outgoing";
import { Button } from "../kit/button";
import { save } from "../kit/save";
import { DataTable, type DataColumn } from "../kit/table";
import { shortMoment } from "../known/words";
import { useWorkspace } from "../study/provider";
import { sentCsv } from "./sent-csv";

/** How patients are called in what left, and what was done to it. */
function howWords({ ids, shifted, encrypted, without }: Sent): string {
  const named = { pseudonyms: "pseudonyms", own: "own ids", none: "no single patients" }[ids];
  return [
    named,
    ...(shifted ? ["dates moved"] : []),
    ...(without.length > 0 ? [`without ${without.join(", ")}`] : []),
    ...(encrypted ? ["encrypted"] : []),
  ].join("; ");
}

const columns = (zone: string): DataColumn<Sent>[] => [
  {
    id: "at",
    label: "When",
    numeric: false,
    parts: 2,
    least: 200,
    value: ({ at }) => at,
    text: ({ at }) => shortMoment(at, zone),
  },
  { id: "what", label: "What", numeric: false, parts: 2, least: 130, value: ({ what }) => sentWords[what] },
  { id: "rows", label: "Rows", numeric: true, value: ({ rows }) => rows, text: ({ rows }) => count(rows) },
  {
    id: "patients",
    label: "Patients",
    numeric: true,
    value: ({ patients }) => patients,
    text: ({ patients }) => (patients === null ? "" : count(patients)),
  },
  { id: "reason", label: "Why", numeric: false, parts: 4, least: 180, value: ({ reason }) => reason },
  { id: "how", label: "How", numeric: false, parts: 4, least: 180, value: howWords },
  { id: "file", label: "File", numeric: false, parts: 2, least: 120, value: ({ file }) => file },
];

/** Rows of patients and exact tables that left this study as files: when, what, why and how. */
export function SentList({ zone }: { zone: string }) {
  const { outgoing } = useWorkspace();
  const sent = outgoing?.sent ?? [];
  return (
    <section aria-labelledby="sent" className="card">
      <div className="mb-3 flex flex-wrap items-center justify-between gap-3">
        <h2 id="sent" className="text-lg!">
          What has left
        </h2>
        {sent.length > 0 && (
          <Button kind="chip" onPress={() => save(sentCsv(sent), "what-has-left.csv", "text/csv")}>
            Save this list (CSV)
          </Button>
        )}
      </div>
      {sent.length === 0 ? (
        <p className="text-soft">
          No rows of patients and no exact table left this study. What does is listed here with its reason; the list
          stays with the study in this browser.
        </p>
      ) : (
        <DataTable
          label="What has left"
          columns={columns(zone)}
          rows={sent.toReversed()}
          rowKey={({ at, sha256 }) => `${at} ${sha256}`}
          height={320}
        />
      )}
    </section>
  );
}
