"use client";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useId } from "react";
import { useNameHere } from "@/lib/charts/place";
import type { Row } from "@/lib/engine/decode";
import { pairTable } from "@/lib/insights/difference";
import type { AnyInsight } from "@/lib/insights/insight";
import type { AnyView } from "@/lib/insights/view";
import type { Study } from "@/lib/log/study";
import { CsvButton } from "../export/csv-button";
import { InReport } from "../reports/in-report";
import { DataTable } from "../kit/table";
import { ChangesList } from "./changes-list";
import { Beside } from "./beside";
import type { Comparison } from "./compared";
import { SqlText } from "./sql-text";
import { fileName, tableOf } from "./twin";
import type { Answered } from "./use-answer";

type ActsProps = {
  study: Study;
  insight: AnyInsight;
  view: AnyView;
  answer: Answered;
  comparison: Comparison | null;
  /** Whether its definition stands beside it, and a mark opens who is behind it. */
  defined: boolean;
  onPick(cell: Row): void;
};

const panels = ["behind", "table", "changes", "sql"] as const;
type Panel = (typeof panels)[number];
const words: Record<Panel, string> = {
  behind: "Who is behind a point",
  table: "Table",
  changes: "What changed since",
  sql: "SQL",
};

const actClass = "rounded px-0.5 py-0.5 hover:text-ink";

function toDefinition() {
  const card = document.querySelector<HTMLElement>("[data-definition]");
  card?.scrollIntoView({ block: "nearest" });
  card?.focus();
}

/** What can be done with a figure, in one row under it, and the panel that is open. */
export function Acts({ study, insight, view, answer, comparison, defined, onPick }: ActsProps) {
  const [open, setOpen] = useQueryState(
    useNameHere()("panel"),
    parseAsStringLiteral(panels).withOptions({ history: "push" }),
  );
  const id = useId();
  const { columns, rows, pick } = tableOf(insight, view, answer, comparison);
  return (
    <>
      <div className="mt-3 flex flex-wrap gap-x-4.5 gap-y-1 border-t border-line pt-2.5 text-sm text-soft">
        {panels
          .filter((panel) => (panel === "changes" ? comparison !== null : panel !== "behind" || defined))
          .map((panel) => (
            <button
              key={panel}
              type="button"
              aria-expanded={open === panel}
              aria-controls={id}
              onClick={() => void setOpen(open === panel ? null : panel)}
              className={`${actClass} ${open === panel ? "font-semibold text-river" : ""}`}
            >
              {words[panel]}
            </button>
          ))}
        {defined && (
          <button type="button" onClick={toDefinition} className={actClass}>
            Definition
          </button>
        )}
        <span className="grow" />
        {defined && <InReport study={study} insight={insight} className={actClass} />}
        <CsvButton
          study={study}
          insight={insight}
          answer={answer}
          aside={null}
          beside={comparison && pairTable({ key: insight.key, columns: answer.columns }, comparison.pairs)}
          fileName={fileName(study, insight, answer)}
          className={actClass}
        />
      </div>
      <div id={id} className={open ? "mt-3" : ""}>
        {open === "behind" && (
          <p className="text-sm text-soft">
            Press any point of the figure, or walk to it with the arrow keys and press Enter: the patients behind it
            open, then their events.
          </p>
        )}
        {open === "table" && (
          <DataTable
            label={`${insight.title}: every value`}
            columns={columns}
            rows={rows}
            rowKey={(_, index) => String(index)}
            onOpen={(row) => {
              const cell = pick(row);
              if (cell) onPick(cell);
            }}
          />
        )}
        {open === "table" && <Beside study={study} insight={insight} view={view} answer={answer} />}
        {open === "changes" && comparison && (
          <ChangesList study={study} insight={insight} answer={answer} comparison={comparison} />
        )}
        {open === "sql" && <SqlText study={study} insight={insight} answer={answer} />}
      </div>
    </>
  );
}
