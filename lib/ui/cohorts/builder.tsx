"use client";
import { useQuery } from "@tanstack/react-query";
import { useId, type ReactNode } from "react";
import type { Cohort } from "@/lib/cohorts/cohort";
import { cohortSentence } from "@/lib/cohorts/words";
import { catalogue, traitValues } from "@/lib/log/catalogue";
import type { Study } from "@/lib/log/study";
import { Criteria } from "./criteria";
import { EntryFields, ExitFields } from "./entry";
import { Line, type Words } from "./fields";

/** The vocabulary of a history, as the builder offers it. */
function useWords(study: Study): Words {
  const { data } = useQuery({
    queryKey: ["cohort words", study.digest],
    queryFn: async () => ({ held: await catalogue(study), values: await traitValues(study) }),
  });
  const values = data?.values ?? {};
  return {
    types: data?.held.types.map(({ name }) => name) ?? [],
    items: data?.held.items ?? [],
    traits: data?.held.traits ?? [],
    valuesOf: (trait) => values[trait] ?? [],
  };
}

function Part({ title, about, children }: { title: string; about: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="border-t border-line pt-4">
      <h2 id={id}>{title}</h2>
      <p className="mb-2.5 text-sm text-soft">{about}</p>
      {children}
    </section>
  );
}

type BuilderProps = {
  study: Study;
  value: Cohort;
  /** Cohorts that it can be made of. */
  others: readonly Cohort[];
  onChange(value: Cohort): void;
};

/** A cohort as a form: with what patients enter, what they must be or have, and what ends it. */
export function Builder({ study, value, others, onChange }: BuilderProps) {
  const words = useWords(study);
  return (
    <div className="card space-y-5 p-4 sm:p-5">
      <div className="flex flex-wrap gap-3">
        <Line label="Name" value={value.name} onChange={(name) => name.trim() !== "" && onChange({ ...value, name })} />
      </div>
      <p aria-live="polite" className="text-lg leading-snug">
        {cohortSentence(value)}
      </p>
      <Part
        title="Entry"
        about="The day of this event is the index day, from which time is counted. It must lie in the time under observation."
      >
        <EntryFields
          value={value.entry}
          words={words}
          others={others}
          onChange={(entry) => onChange({ ...value, entry })}
        />
      </Part>
      <Part
        title="Criteria"
        about="Asked in this order of everybody who entered. Days are counted from the index day: −180 to −1 is the half year before it."
      >
        <Criteria
          value={value.criteria}
          words={words}
          anchors={[]}
          onChange={(criteria) => onChange({ ...value, criteria })}
        />
      </Part>
      <Part title="Exit" about="Membership ends with observation, unless one of these ends it sooner.">
        <ExitFields value={value.exit} words={words} onChange={(exit) => onChange({ ...value, exit })} />
      </Part>
    </div>
  );
}
