"use client";
import type { SubjectId } from "@/lib/cohorts/cohort";
import { useCarried } from "../known/address";
import { pushFragment, useFragment } from "../params/fragment";
import { handles } from "../params/handles";

const shown = handles<SubjectId>();

const [parameter, besideParameter] = ["patient", "beside"];

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

/** The patient with whom the one shown is compared, where this tab holds one. */
export function useBesidePatient(): SubjectId | null {
  const handle = useFragment().get(besideParameter);
  return handle === null ? null : (shown.held(handle) ?? null);
}

const named = (name: string) => (patient: SubjectId | null) => {
  const fragment = new URLSearchParams(window.location.hash.slice(1));
  if (patient) fragment.set(name, handleOf(patient));
  else fragment.delete(name);
  pushFragment(fragment);
};

/** Names a patient in the address, as a step that Back undoes; nobody where it is null. */
export const showPatient = named(parameter);
/** The same for the one compared. */
export const showBeside = named(besideParameter);
