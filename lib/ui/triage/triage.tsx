"use client";
import { useState } from "react";
import { Input, Label, TextField } from "react-aria-components";
import { count, isoDay, plural } from "@/lib/charts/format";
import { Segmented } from "@/lib/charts/segmented";
import type { AnyInsight } from "@/lib/insights/insight";
import { questionIn } from "@/lib/insights/ask";
import type { AnyView } from "@/lib/insights/view";
import type { Study } from "@/lib/log/study";
import { Loaded } from "../behind/loaded";
import type { Answered } from "../insight/use-answer";
import { Button } from "../kit/button";
import { SelectField } from "../kit/select";
import { TurnsGrid } from "./turns-grid";
import { markWords } from "./use-marks";
import { everybody, type Filters, type MarkFilter, useTurns } from "./use-turns";

type TriageProps = { study: Study; insight: AnyInsight; view: AnyView; answer: Answered };

const marks: readonly { id: MarkFilter; label: string }[] = [
  { id: "all", label: "Marked or not" },
  { id: "none", label: "Not marked" },
  { id: "call", label: markWords.call },
  { id: "seen", label: markWords.seen },
];
/** Where somebody left the list of a question for a patient, in this tab alone. */
const left = new Map<string, { filters: Filters; at: number }>();

/** The patients behind an insight, gone through one by one. */
export function Triage({ study, insight, view, answer }: TriageProps) {
  const key = `${insight.id} ${answer.key}`;
  const [before] = useState(() => left.get(key) ?? null);
  const [filters, setFilters] = useState(before?.filters ?? everybody);
  const [at, setAt] = useState(before?.at ?? 0);
  const [said, say] = useState("");
  const { cells, known } = answer;
  const { query, patients, total, more } = useTurns(study, insight, questionIn(answer), cells, filters);
  const filter = (change: Partial<Filters>) => {
    setFilters({ ...filters, ...change });
    setAt(0);
  };
  const rules = [...new Set(cells.filter(({ patients: some }) => Number(some) > 0).map(({ rule }) => String(rule)))];
  return (
    <section aria-label="Patients in order of urgency" className="card min-w-0">
      <h2 className="mb-2 text-base font-semibold">Most urgent first</h2>
      <Segmented
        label="Rule"
        value={filters.rule}
        options={[
          { id: "", label: "Any rule" },
          ...rules.map((rule) => ({ id: rule, label: view.words[`rules.${rule}`] ?? rule })),
        ]}
        onChange={(rule) => filter({ rule })}
      />
      <div className="mb-3 flex flex-wrap items-end gap-3">
        <TextField
          value={filters.containing}
          onChange={(containing) => filter({ containing: containing.trim() })}
          autoComplete="off"
        >
          <Label className="block text-sm text-soft">Part of an id</Label>
          <Input className="w-44 rounded-field border border-edge bg-card px-2.5 py-1.5" />
        </TextField>
        <div className="w-44">
          <SelectField
            label="Marks"
            value={filters.mark}
            options={marks}
            onChange={(id) => filter({ mark: marks.find((one) => one.id === id)?.id ?? "all" })}
          />
        </div>
      </div>
      <Loaded query={query}>
        {() => (
          <>
            <p className="mb-2 text-sm text-soft">{`${plural(total, "patient")}${patients.length < total ? `, the first ${count(patients.length)} listed` : ""}`}</p>
            {patients.length > 0 && (
              <TurnsGrid
                patients={patients}
                total={total}
                day={known.dataEnd}
                rules={rules}
                at={at}
                returning={before !== null}
                onAt={setAt}
                onLeave={(place) => left.set(key, { filters, at: place })}
                onMarked={({ id }, mark) =>
                  say(mark ? `${id}: ${markWords[mark.kind]}, ${isoDay(mark.day)}` : `${id}: no mark`)
                }
                more={more}
              />
            )}
            {query.hasNextPage && (
              <Button kind="quiet" className="mt-2" onPress={more}>
                {query.isFetchingNextPage ? "Loading" : "Show the next 100"}
              </Button>
            )}
          </>
        )}
      </Loaded>
      <p role="status" className="sr-only">
        {said}
      </p>
      <p className="mt-3 text-xs text-soft">
        Letters are commands while the list has the focus. Marks stay with the history in this browser, under codes in
        place of ids; they leave it with no export.
      </p>
    </section>
  );
}
