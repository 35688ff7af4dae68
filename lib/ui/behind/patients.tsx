"use client";
import { useQuery } from "@tanstack/react-query";
import { count, plural } from "@/lib/charts/format";
import type { Columns, Row } from "@/lib/engine/decode";
import type { Question } from "@/lib/insights/ask";
import { behind, type Patient } from "@/lib/insights/behind";
import type { AnyInsight } from "@/lib/insights/insight";
import type { Study } from "@/lib/log/study";
import { columnsOf } from "../kit/columns";
import { DataTable, type DataColumn } from "../kit/table";
import { Loaded } from "./loaded";

type PatientsProps = {
  study: Study;
  insight: AnyInsight;
  question: Question;
  cell: Row;
  labels: Readonly<Record<string, string>>;
  onOpen(patient: Patient): void;
};

const limit = 500;
const idColumn: DataColumn<Patient> = { id: "id", label: "Patient", numeric: false, value: ({ id }) => id };

const columnsFor = (columns: Columns, labels: PatientsProps["labels"]): DataColumn<Patient>[] => [
  idColumn,
  ...columnsOf(Object.fromEntries(Object.entries(columns).filter(([name]) => name in labels)), labels).map(
    (column): DataColumn<Patient> => ({
      id: column.id,
      label: column.label,
      numeric: column.numeric,
      value: ({ row }) => column.value(row),
      text: ({ row }) => column.text?.(row) ?? "",
    }),
  ),
];

/** The patients of a cell; their number is the cell's. */
export function Patients({ study, insight, question, cell, labels, onOpen }: PatientsProps) {
  const query = useQuery({
    queryKey: ["behind", study.digest, insight.id, question, cell],
    queryFn: ({ signal }) => behind(study, insight, question, cell, { limit, signal }),
  });
  return (
    <Loaded query={query}>
      {({ total, columns, patients }) => (
        <>
          <p className="mb-3">
            <strong className="text-xl font-semibold">{count(total)}</strong>{" "}
            {plural(total, "patient").split(" ").at(-1)}
            {patients.length === limit && total > limit && (
              <span className="text-soft">{` · the first ${count(limit)} are listed`}</span>
            )}
          </p>
          <DataTable
            label="Patients"
            columns={columnsFor(columns, labels)}
            rows={patients}
            rowKey={({ subject }, index) => `${subject} ${index}`}
            onOpen={onOpen}
            height={640}
          />
          <p className="mt-3 text-sm text-soft">Open a patient to see the events that made their part of the number.</p>
        </>
      )}
    </Loaded>
  );
}
