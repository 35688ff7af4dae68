"use client";
import type { Cohort } from "@/lib/cohorts/cohort";
import { latest, withVersion } from "@/lib/versions";
import { useWorkspace } from "../study/provider";

/** Cohorts that were saved with the study, as they were saved last and with their versions, and how to save and to remove; one of the same name is another version of it. */
export function useLibrary() {
  const { cohorts: saved, saveCohorts } = useWorkspace();
  return {
    saved,
    cohorts: saved.flatMap((one) => latest(one) ?? []),
    add: (cohort: Cohort) => void saveCohorts(withVersion(saved, cohort, new Date().toISOString())),
    remove: (name: string) => void saveCohorts(saved.filter((one) => one.name !== name)),
  };
}
