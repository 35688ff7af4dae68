"use client";
import { count } from "@/lib/charts/format";
import type { Answered } from "./use-answer";

const blocks = [
  { key: "patients", head: "Rows by patient" },
  { key: "cells", head: "Folded over the cohort" },
] as const;

const lined = (text: string) =>
  text
    .split("\n")
    .map((line) => line.trimEnd())
    .filter(Boolean)
    .join("\n");

/** The two statements that made the figure, and the parameters they were given. */
export function SqlText({ answer }: { answer: Answered }) {
  return (
    <div className="space-y-4">
      <p className="text-sm text-soft">{`Answered by DuckDB in this tab in ${count(answer.milliseconds)} ms.`}</p>
      {[
        { key: "params", head: "Parameters", text: JSON.stringify(answer.params, null, 2) },
        ...blocks.map(({ key, head }) => ({ key, head, text: lined(answer.sql[key]) })),
      ].map(({ key, head, text }) => (
        <section key={key}>
          <h3 className="text-sm font-semibold">{head}</h3>
          <pre
            tabIndex={0}
            aria-label={head}
            className="mt-1 max-h-80 overflow-auto rounded-field border border-line bg-paper p-3 font-mono text-xs leading-relaxed whitespace-pre-wrap"
          >
            {text}
          </pre>
        </section>
      ))}
    </div>
  );
}
