"use client";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useId } from "react";
import type { Row } from "@/lib/engine/decode";
import { toCsv } from "@/lib/export/csv";
import type { AnyInsight } from "@/lib/insights/insight";
import type { AnyView } from "@/lib/insights/view";
import { givenOf } from "@/lib/log/moment";
import type { Study } from "@/lib/log/study";
import { columnsOf } from "../kit/columns";
import { save } from "../kit/save";
import { DataTable } from "../kit/table";
import { SqlText } from "./sql-text";
import type { Answered } from "./use-answer";

type ActsProps = { study: Study; insight: AnyInsight; view: AnyView; answer: Answered; onPick(cell: Row): void };

const panels = ["behind", "table", "sql"] as const;
type Panel = (typeof panels)[number];
const words: Record<Panel, string> = { behind: "Who is behind a point", table: "Table", sql: "SQL" };

const actClass = "rounded px-0.5 py-0.5 hover:text-ink";

function toDefinition() {
  const card = document.querySelector<HTMLElement>("[data-definition]");
  card?.scrollIntoView({ block: "nearest" });
  card?.focus();
}

/** Two files of one figure at two moments do not look alike. */
const fileName = ({ zone }: Study, { id }: AnyInsight, { knownAt }: Answered) =>
  `${id}${knownAt === null ? "" : ` as known at ${givenOf(knownAt, zone).replaceAll(":", "-")}`}.csv`;

/** What can be done with a figure, in one row under it, and the panel that is open. */
export function Acts({ study, insight, view, answer, onPick }: ActsProps) {
  const [open, setOpen] = useQueryState("panel", parseAsStringLiteral(panels).withOptions({ history: "push" }));
  const id = useId();
  const names = Object.keys(answer.columns);
  return (
    <>
      <div className="mt-3 flex flex-wrap gap-x-4.5 gap-y-1 border-t border-line pt-2.5 text-sm text-soft">
        {panels.map((panel) => (
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
        <button type="button" onClick={toDefinition} className={actClass}>
          Definition
        </button>
        <span className="grow" />
        <button
          type="button"
          onClick={() => save(toCsv(names, answer.cells), fileName(study, insight, answer), "text/csv")}
          className={actClass}
        >
          CSV
        </button>
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
            columns={columnsOf(answer.columns, view.columns)}
            rows={answer.cells}
            rowKey={(_, index) => String(index)}
            onOpen={onPick}
          />
        )}
        {open === "sql" && <SqlText answer={answer} />}
      </div>
    </>
  );
}
