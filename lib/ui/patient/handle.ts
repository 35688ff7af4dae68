"use client";
import type { SubjectId } from "@/lib/cohorts/cohort";
import { useCarried } from "../known/address";
import { pushFragment, useFragment } from "../params/fragment";
import { handles } from "../params/handles";

const shown = handles<SubjectId>();

const parameter = "patient";

/** The random handle of a patient: an address never holds an id. */
export const handleOf = ({ namespace, id }: SubjectId): string => shown.of({ namespace, id });

/** The way to the page of a patient, at the same moment and about the same cohorts. */
export function usePatientHref(): (patient: SubjectId) => string {
  const carried = useCarried();
  return (patient) => {
    const page = carried("/patients");
    return `${page}${page.includes("#") ? "&" : "#"}${parameter}=${handleOf(patient)}`;
  };
}

/** The patient whom the address names: null where it names none, "gone" where another tab did. */
export function useShownPatient(): SubjectId | "gone" | null {
  const handle = useFragment().get(parameter);
  return handle === null || handle === "" ? null : (shown.held(handle) ?? "gone");
}

/** Names a patient in the address, as a step that Back undoes. */
export function showPatient(patient: SubjectId): void {
  const fragment = new URLSearchParams(window.location.hash.slice(1));
  fragment.set(parameter, handleOf(patient));
  pushFragment(fragment);
}
