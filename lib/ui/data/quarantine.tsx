"use client";
import { count, plural } from "@/lib/charts/format";
import type { Quarantined } from "@/lib/log/catalogue";
import type { Study } from "@/lib/log/study";
import { Loaded } from "../behind/loaded";
import { RowsLeave } from "../export/rows-leave";
import { DataTable, type DataColumn } from "../kit/table";
import { useMoment } from "../known/use-known";
import { useQuarantine } from "../study/use-catalogue";
import { quarantineCsv } from "./quarantine-csv";

const limit = 1000;

const columns: DataColumn<Quarantined>[] = [
  { id: "file", label: "File", numeric: false, parts: 2, value: ({ file }) => file },
  { id: "row", label: "Row", numeric: true, value: ({ row }) => row + 1, text: ({ row }) => count(row + 1) },
  { id: "reason", label: "Reason", numeric: false, parts: 3, value: ({ reason }) => reason },
];

/** Rows that were not admitted: why, where they lie, and all of them as a file. */
export function QuarantineList({ study }: { study: Study }) {
  const { moment } = useMoment(study);
  const query = useQuarantine(study, limit);
  return (
    <section aria-labelledby="quarantine" className="card">
      <h2 id="quarantine" className="mb-3 text-lg!">
        Rows set aside
      </h2>
      <Loaded query={query}>
        {({ rows, reasons }) =>
          rows.length === 0 ? (
            <p className="text-soft">None: every row was admitted.</p>
          ) : (
            <>
              {moment !== null && (
                <p className="mb-3 text-soft">
                  Rows set aside have no time of recording that could be relied on: all are shown, whatever the moment.
                </p>
              )}
              <ul className="mb-3 space-y-0.5">
                {reasons.map(({ reason, rows: n }) => (
                  <li key={reason} className="flex justify-between gap-4">
                    <span className="break-words">{reason}</span>
                    <span>{count(n)}</span>
                  </li>
                ))}
              </ul>
              <DataTable
                label="Rows set aside"
                columns={columns}
                rows={rows}
                rowKey={({ segment, row }) => `${segment} ${row}`}
                height={320}
              />
              {rows.length === limit && (
                <p className="mt-2 text-sm text-soft">{`The first ${plural(limit, "row")}; the file holds all.`}</p>
              )}
              <div className="mt-3">
                <RowsLeave
                  act="Export rows set aside"
                  title="Rows set aside leave this browser"
                  words={`All ${plural(
                    reasons.reduce((sum, one) => sum + one.rows, 0),
                    "row",
                  )} with their reasons, as one CSV file: whole rows of the files, with the ids that they have.`}
                  what="quarantine"
                  digest={study.digest}
                  knownAt={null}
                  pseudonyms={false}
                  write={async () => ({
                    file: new Blob([await quarantineCsv(study)], { type: "text/csv" }),
                    name: "rows-set-aside.csv",
                    rows: reasons.reduce((sum, one) => sum + one.rows, 0),
                    patients: null,
                  })}
                />
              </div>
            </>
          )
        }
      </Loaded>
    </section>
  );
}
