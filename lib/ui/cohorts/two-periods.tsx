"use client";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { Cohort } from "@/lib/cohorts/cohort";
import { everyone, twoPeriods } from "@/lib/cohorts/periods";
import { middleEntry } from "@/lib/insights/middle-entry";
import { insights } from "@/lib/insights/registry";
import type { Study } from "@/lib/log/study";
import { Button } from "../kit/button";
import { DayField } from "../kit/day-field";
import { useMoment } from "../known/use-known";

const characteristics = insights.get("characteristics");

type TwoPeriodsProps = {
  study: Study;
  /** Who is asked about now; everybody where there is none. */
  cohort: Cohort | undefined;
  onSplit(cohorts: readonly Cohort[]): void;
  onBack(): void;
};

/** Makes two cohorts of one, by a day that parts those who enter before it from the others: at first the one that halves them. */
export function TwoPeriods({ study, cohort, onSplit, onBack }: TwoPeriodsProps) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>("[role=spinbutton]")?.focus(), []);
  const { moment: knownAt } = useMoment(study);
  const cohorts = cohort ? [cohort] : [];
  const { data: middle = null } = useQuery({
    queryKey: ["middle-entry", study.digest, knownAt, cohorts],
    queryFn: ({ signal }) =>
      characteristics ? middleEntry(study, characteristics, { knownAt, cohorts }, { signal }) : null,
  });
  const [chosen, choose] = useState<string | null | undefined>(undefined);
  const day = chosen === undefined ? middle : chosen;
  return (
    <form
      ref={form}
      className="space-y-2.5 px-1.5 py-1"
      onSubmit={(event) => {
        event.preventDefault();
        if (day !== null) onSplit(twoPeriods(cohort ?? everyone, day));
      }}
    >
      <p className="text-sm">
        {`Those of ${cohort ? `“${cohort.name}”` : "everybody"} who enter before a day, beside those who enter from it on. Each is followed for as long as they are observed.`}
      </p>
      <DayField label="The second period begins on" value={day} onChange={choose} />
      <p className="text-sm text-soft">
        {chosen === undefined && middle !== null ? "The day that comes nearest to halving those who enter." : ""}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" isDisabled={day === null}>
          Compare the two
        </Button>
        <Button kind="quiet" onPress={onBack}>
          Back
        </Button>
      </div>
    </form>
  );
}
