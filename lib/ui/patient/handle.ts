"use client";
import type { SubjectId } from "@/lib/cohorts/cohort";
import { useCarried } from "../known/address";
import { pushFragment, useFragment } from "../params/fragment";

/** Patients that this tab was shown, by what stands for them in an address: never an id. */
const shown = new Map<string, SubjectId>();

const parameter = "patient";

/** The random handle of a patient, which means something in this tab alone. */
export function handleOf(patient: SubjectId): string {
  for (const [handle, { id, namespace }] of shown)
    if (id === patient.id && namespace === patient.namespace) return handle;
  const handle = crypto.randomUUID().slice(0, 8);
  shown.set(handle, patient);
  return handle;
}

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
  return handle === null || handle === "" ? null : (shown.get(handle) ?? "gone");
}

/** Names a patient in the address, as a step that Back undoes. */
export function showPatient(patient: SubjectId): void {
  const fragment = new URLSearchParams(window.location.hash.slice(1));
  fragment.set(parameter, handleOf(patient));
  pushFragment(fragment);
}
