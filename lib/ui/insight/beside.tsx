import { asideColumns, differenceAside } from "@/lib/insights/between";
import { differenceColumns } from "@/lib/insights/between-words";
import type { AnyInsight } from "@/lib/insights/insight";
import type { AnyView } from "@/lib/insights/view";
import type { Study } from "@/lib/log/study";
import { columnsOf } from "../kit/columns";
import { CsvButton } from "../export/csv-button";
import { DataTable } from "../kit/table";
import { fileName, roomy } from "./twin";
import type { Answered } from "./use-answer";

type BesideProps = { study: Study; insight: AnyInsight; view: AnyView; answer: Answered };

/** What an answer holds beside its cells, each as a table with its own file. */
export function Beside({ study, insight, view, answer }: BesideProps) {
  const differences = { label: "Differences", columns: { ...view.columns, ...differenceColumns } };
  const tables: AnyView["tables"] = { ...(insight.estimates && { [differenceAside]: differences }), ...view.tables };
  return Object.entries(tables).map(([name, { label, columns: labels, when }]) => {
    const [rows, columns] = [answer.also[name] ?? [], asideColumns(insight, name) ?? {}];
    if (rows.length === 0 || when?.(answer.params) === false) return null;
    return (
      <section key={name} aria-label={label} className="mt-5">
        <div className="mb-1.5 flex flex-wrap items-baseline justify-between">
          <h2>{label}</h2>
          <CsvButton
            study={study}
            insight={insight}
            answer={answer}
            aside={name}
            fileName={fileName(study, insight, answer, ` ${name}`)}
            label={`CSV of ${label.toLowerCase()}`}
            className="rounded px-0.5 py-0.5 text-sm text-soft hover:text-ink"
          />
        </div>
        <DataTable
          label={label}
          columns={roomy(columnsOf(columns, labels))}
          rows={rows}
          rowKey={(_, index) => String(index)}
        />
      </section>
    );
  });
}
