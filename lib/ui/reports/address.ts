"use client";
import { useEffect, useState } from "react";
import type { Study } from "@/lib/log/study";
import { insights } from "@/lib/insights/registry";
import type { Part } from "@/lib/reports/spec";
import { addressOf, usePicked } from "../cohorts/address";
import { useAsKnownAt } from "../known/address";
import { pushAddress, replaceAddress, useFragment } from "../params/fragment";
import { handles } from "../params/handles";
import { addressOfStated } from "../params/stated";
import { keepOpen, type Open, openOrNew, openReport } from "./open";
import type { About, Draft } from "./report";

const names = { report: "report", figure: "report-figure", at: "as-known-at", cohort: "cohort" } as const;

/** Reports as they were after each step, by what stands for them in the address. */
const steps = handles<Draft>();

const withAbout = (path: string, { knownAt, cohorts }: About, query: string[][], data: string[][]): string => {
  const search = new URLSearchParams([...query, ...(knownAt === null ? [] : [[names.at, knownAt]])]).toString();
  const hash = new URLSearchParams([...data, ...cohorts.map((cohort) => [names.cohort, addressOf(cohort)])]).toString();
  return `${path}${search && `?${search}`}${hash && `#${hash}`}`;
};

const hrefOf = ({ draft, about }: Open): string => withAbout("/reports", about, [], [[names.report, steps.of(draft)]]);

/** The address of a figure's own page, from which it can be put back into the report. */
export function hrefOfFigure(part: Part, id: string, about: About): string {
  const insight = part.kind === "figure" ? insights.get(part.insight) : undefined;
  if (part.kind !== "figure" || !insight) return "/reports";
  const { query, data } = addressOfStated(insight, part.params);
  const cohorts = about.cohorts.filter(({ name }) => part.cohorts?.includes(name) ?? true);
  return withAbout(`/insights/${part.insight}`, { ...about, cohorts }, query, [...data, [names.figure, id]]);
}

/** The figure of the open report that the address says this page came from; null where none. */
export function useFigureFrom({ engine }: Study, insight: string): string | null {
  const id = useFragment().get(names.figure);
  const found = openReport(engine)?.draft.parts.find((one) => one.id === id);
  return found?.part.kind === "figure" && found.part.insight === insight ? found.id : null;
}

/** The report that is open in this tab, with the bar's moment and cohorts; every change is a step that Back undoes, those of one field together. Null until the address has it. */
export function useReport({ engine }: Study) {
  const fragment = useFragment();
  const { cohorts, faults } = usePicked();
  const [at] = useAsKnownAt();
  const handle = fragment.get(names.report);
  const draft = handle === null ? undefined : steps.held(handle);
  useEffect(() => {
    const about = { knownAt: at, cohorts };
    if (draft && openReport(engine)?.elsewhere !== true) return keepOpen(engine, { draft, about });
    const { draft: held, about: own } = openOrNew(engine, about);
    const next = { draft: held, about: own };
    keepOpen(engine, next);
    replaceAddress(hrefOf(next));
  });
  const [last, setLast] = useState<string | null>(null);
  if (!draft) return null;
  const put = (next: Open, step: string | null = null) => {
    keepOpen(engine, next);
    (step !== null && step === last ? replaceAddress : pushAddress)(hrefOf(next));
    setLast(step);
  };
  const open: Open = { draft, about: { knownAt: at, cohorts } };
  return {
    ...open,
    faults,
    /** Puts another report in its place. */
    put: (next: Open) => put(next),
    /** Changes it; `step` names the field, whose changes one after the other are one step. */
    change(to: (draft: Draft) => Draft, step: string | null = null) {
      const { draft: held, about } = openReport(engine) ?? open;
      put({ draft: to(held), about }, step);
    },
  };
}
