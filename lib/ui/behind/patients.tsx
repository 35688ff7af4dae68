"use client";
import { useQuery } from "@tanstack/react-query";
import { count, plural } from "@/lib/charts/format";
import type { Columns, Row } from "@/lib/engine/decode";
import { keyOf, type Question } from "@/lib/insights/ask";
import { behind, type Patient } from "@/lib/insights/behind";
import { patientRowsOut } from "@/lib/insights/rows-out";
import type { AnyInsight } from "@/lib/insights/insight";
import type { Study } from "@/lib/log/study";
import { AsCohort } from "./as-cohort";
import type { Optional } from "../export/rows-form";
import { RowsLeave } from "../export/rows-leave";
import { columnsOf } from "../kit/columns";
import { DataTable, type DataColumn } from "../kit/table";
import { Loaded } from "./loaded";

type PatientsProps = {
  study: Study;
  insight: AnyInsight;
  question: Question;
  cell: Row;
  aside: string | null;
  /** What the cell is, in words. */
  name: string;
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

/** Columns of words, which may hold whatever was stated of a patient. */
const wordsIn = (columns: Columns, labels: PatientsProps["labels"]): Optional[] =>
  Object.entries(columns).flatMap(([column, type]) =>
    type === "text" ? { column, label: labels[column] ?? column, telling: true } : [],
  );

const wordOf = (patients: number) => (patients === 1 ? "patient" : "patients");

/** How many are listed, each once though several rows may be theirs. */
const listedOf = (patients: readonly Patient[]) => new Set(patients.map(({ subject }) => subject)).size;

/** The patients of a cell; their number is the cell's. */
export function Patients({ study, insight, question, cell, aside, name, labels, onOpen }: PatientsProps) {
  const query = useQuery({
    queryKey: ["behind", study.digest, insight.id, keyOf(question), cell, aside],
    queryFn: ({ signal }) => behind(study, insight, question, cell, { limit, signal, aside }),
  });
  return (
    <Loaded query={query}>
      {({ total, different, columns, patients }) => (
        <>
          <div className="mb-3 flex flex-wrap items-center justify-between gap-2">
            <p>
              <strong className="text-xl font-semibold">{count(total)}</strong>{" "}
              {different === total ? wordOf(total) : `entries of ${plural(different, "patient")}`}
              {listedOf(patients) < total && (
                <span className="text-soft">{` · the first ${count(listedOf(patients))} are listed`}</span>
              )}
            </p>
            {total > 0 && (
              <div className="flex flex-wrap items-center gap-2">
                <AsCohort study={study} insight={insight} question={question} cell={cell} aside={aside} name={name} />
                <RowsLeave
                  act="Export these rows"
                  title="Patient rows leave this browser"
                  words={`What ${insight.title.toLowerCase()} works out of ${plural(different, "patient")}, a row for each, as one CSV file.`}
                  what="patients"
                  digest={study.digest}
                  knownAt={question.knownAt}
                  kind="chip"
                  dates={false}
                  columns={wordsIn(columns, labels)}
                  write={async (as, signal) => {
                    const { blob, rows, patients } = await patientRowsOut(study, insight, question, cell, {
                      ...as,
                      aside,
                      signal,
                    });
                    return { file: blob, name: `${insight.id}-patients.csv`, rows, patients };
                  }}
                />
              </div>
            )}
          </div>
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
