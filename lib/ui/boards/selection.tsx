"use client";
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { plural } from "@/lib/charts/format";
import { describe, failureOf } from "@/lib/failure";
import { keyOf, type Question } from "@/lib/insights/ask";
import { countSelected, idsSelected } from "@/lib/insights/behind";
import { insights } from "@/lib/insights/registry";
import type { Study } from "@/lib/log/study";
import { hrefOfDraft } from "../cohorts/address";
import { ofPatients } from "../cohorts/draft";
import { useCarried } from "../known/address";
import { Button } from "../kit/button";
import { Icon } from "../kit/icon";
import { type Selected, selectionsOf } from "./address";
import { wordsOf } from "./words";

type SelectionProps = {
  study: Study;
  question: Omit<Question, "params">;
  selected: readonly Selected[];
  onSelect(next: readonly Selected[]): void;
};

/** What is selected on a board and how many patients that is. */
export function Selection({ study, question, selected, onSelect }: SelectionProps) {
  const router = useRouter();
  const carried = useCarried();
  const [said, setSaid] = useState<string | null>(null);
  const about = { params: {}, ...question, selections: selectionsOf(selected) };
  const { data, error } = useQuery({
    queryKey: ["selected", study.digest, keyOf(about)],
    queryFn: ({ signal }) => countSelected(study, about, signal),
    enabled: selected.length > 0,
  });
  if (selected.length === 0)
    return (
      <p className="mb-3.5 text-soft">
        Press a mark, or draw along a figure: all the others follow with those patients.
      </p>
    );
  const asCohort = async () => {
    try {
      const name = selected.map(wordsOf).join("; ");
      router.push(hrefOfDraft(carried("/cohorts"), ofPatients(name, await idsSelected(study, about))));
    } catch (thrown) {
      setSaid(describe(failureOf(thrown)).what);
    }
  };
  const problem = said ?? (error ? describe(failureOf(error)).what : null);
  return (
    <section
      aria-label="Selected"
      className="sticky top-0 z-20 -mx-2 mb-3.5 flex flex-wrap items-center gap-2 rounded-card bg-paper px-2 py-2"
    >
      <p role="status" className="font-semibold tabular-nums">
        {data === undefined ? "Selected" : `${plural(data, "patient")} selected`}
      </p>
      {selected.map((one) => (
        <span
          key={one.figure}
          className="flex max-w-full items-center gap-1 rounded-full border border-river bg-river-soft py-0.5 pr-1 pl-3"
        >
          <span className="min-w-0 truncate">{`${insights.get(one.insight)?.title ?? ""}: ${wordsOf(one)}`}</span>
          <Button
            kind="quiet"
            className="rounded-full px-1!"
            aria-label={`Clear ${wordsOf(one)}`}
            onPress={() => onSelect(selected.filter(({ figure }) => figure !== one.figure))}
          >
            <Icon name="close" size={14} />
          </Button>
        </span>
      ))}
      <Button kind="chip" onPress={() => void asCohort()}>
        These patients as a cohort
      </Button>
      <Button kind="quiet" onPress={() => onSelect([])}>
        Clear selection
      </Button>
      {problem !== null && (
        <p role="alert" className="text-sm text-copper">
          {problem}
        </p>
      )}
    </section>
  );
}
