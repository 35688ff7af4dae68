"use client";
import Link from "next/link";
import { useState } from "react";
import type { Cohort } from "@/lib/cohorts/cohort";
import type { AnyInsight } from "@/lib/insights/insight";
import type { Study } from "@/lib/log/study";
import { usePicked } from "../cohorts/address";
import { useMoment } from "../known/use-known";
import { statedIn } from "../params/stated";
import { withFigures } from "./add";
import { useFigureFrom } from "./address";
import { keepOpen, openOrNew, openReport } from "./open";

type InReportProps = { study: Study; insight: AnyInsight; className: string };

/** What the address of this page asks of an insight. */
const askedHere = (insight: AnyInsight, cohorts: readonly Cohort[]) => ({
  insight: insight.id,
  params: statedIn(
    insight,
    new URLSearchParams(window.location.search),
    new URLSearchParams(window.location.hash.slice(1)),
  ),
  cohorts,
});

/** Puts a figure, as it is asked on its own page, into the report that is open in this tab; in its place where it came from there. */
export function InReport({ study, insight, className }: InReportProps) {
  const { cohorts } = usePicked();
  const { given } = useMoment(study);
  const from = useFigureFrom(study, insight.id);
  const [said, say] = useState<{ words: string; added: boolean } | null>(null);
  if (!insight.discloses) return null;
  const act = () => {
    const before = openReport(study.engine);
    const report = openOrNew(study.engine, { knownAt: given, cohorts: [...cohorts] });
    const found = withFigures(report, [askedHere(insight, cohorts)], from);
    if ("refused" in found) return say({ words: found.refused, added: false });
    keepOpen(study.engine, { ...found.open, elsewhere: true });
    const another =
      before !== null && before.about.knownAt !== given ? " There it is asked at the report’s moment." : "";
    const title = found.open.draft.title.trim();
    say({ words: `${from === null ? "Added to" : "Changed in"} “${title}”.${another}`, added: true });
  };
  return (
    <>
      <button type="button" onClick={act} className={className}>
        {from === null ? "Add to a report" : "Change it in the report"}
      </button>
      <p role="status" className="order-last w-full text-sm text-soft empty:hidden">
        {said && `${said.words} `}
        {said?.added && (
          <Link href="/reports" className="text-river underline underline-offset-3">
            Open the report
          </Link>
        )}
      </p>
    </>
  );
}
