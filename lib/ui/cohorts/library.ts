"use client";
import { useEffect } from "react";
import type { Cohort } from "@/lib/cohorts/cohort";
import type { Engine } from "@/lib/engine/engine";
import type { Study } from "@/lib/log/study";
import { latest, olderVersion, savedWords, withVersion } from "@/lib/versions";
import { useWorkspace } from "../study/provider";

/** Cohorts that were saved with the study, as they were saved last and with their versions, and how to save and to remove; one of the same name is another version of it. */
export function useLibrary() {
  const { cohorts: saved, saveCohorts, study } = useWorkspace();
  return {
    saved,
    cohorts: saved.flatMap((one) => latest(one) ?? []),
    /** Saves one, and says as what. */
    add: (cohort: Cohort): string => {
      void saveCohorts(withVersion(saved, cohort, new Date().toISOString()));
      return savedWords(saved, cohort);
    },
    older: (cohort: Cohort) => olderVersion(saved, cohort),
    remove: (name: string) => {
      if (study)
        asked.set(
          study.engine,
          (asked.get(study.engine) ?? []).filter((one) => one.name !== name),
        );
      void saveCohorts(saved.filter((one) => one.name !== name));
    },
  };
}

/** Cohorts of each database that figures were asked about in this tab. */
const asked = new WeakMap<Engine, readonly Cohort[]>();

/** Cohorts that can be asked about: those that are, those saved, and those that were asked about in this tab, each name once. */
export function useChoosable({ engine }: Study, cohorts: readonly Cohort[], saved: readonly Cohort[]): Cohort[] {
  const before = asked.get(engine) ?? [];
  const all = [...new Map([...before, ...saved, ...cohorts].map((one) => [one.name, one])).values()];
  useEffect(() => {
    const others = (asked.get(engine) ?? []).filter(({ name }) => !cohorts.some((one) => one.name === name));
    asked.set(engine, [...others, ...cohorts]);
  }, [engine, cohorts]);
  return all;
}
