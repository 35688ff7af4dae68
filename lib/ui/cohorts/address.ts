"use client";
import { useMemo } from "react";
import { z } from "zod";
import { type Cohort, cohortOf, type SubjectId } from "@/lib/cohorts/cohort";
import { Failed, type Failure, failureOf } from "@/lib/failure";
import { pushFragment, useFragment } from "../params/fragment";
import { handles } from "../params/handles";

/** Lists of patients by what stands for them in an address: never an id. */
const lists = handles<readonly SubjectId[]>();

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What may be left out of an address, since nothing said means the same. */
const silent = new Set(["window", "exit", "attributes"]);
const says = ([name, value]: [string, unknown]): boolean =>
  value !== undefined &&
  value !== null &&
  value !== "" &&
  !(Array.isArray(value) && value.length === 0) &&
  !(silent.has(name) && isObject(value) && Object.keys(value).length === 0);

function shorter(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shorter);
  if (!isObject(value)) return value;
  const held = value["kind"] === "subjects" ? { kind: "subjects", list: lists.of(idsIn(value)) } : value;
  return Object.fromEntries(
    Object.entries(held)
      .map(([name, own]): [string, unknown] => [name, shorter(own)])
      .filter(says),
  );
}

const idsIn = ({ ids }: Record<string, unknown>): SubjectId[] =>
  Array.isArray(ids)
    ? ids.flatMap((one: unknown) => (isObject(one) && typeof one["id"] === "string" ? { ...one, id: one["id"] } : []))
    : [];

function listOf(handle: string): readonly SubjectId[] {
  const ids = lists.held(handle);
  if (!ids)
    throw new Failed({
      kind: "cohort",
      cohort: "",
      detail: "its list of patients was held by a tab that is gone; paste it again",
    });
  return ids;
}

function longer(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(longer);
  if (!isObject(value)) return value;
  if (value["kind"] === "subjects" && typeof value["list"] === "string")
    return { kind: "subjects", ids: listOf(value["list"]) };
  return Object.fromEntries(Object.entries(value).map(([name, own]) => [name, longer(own)]));
}

/** A cohort as an address has it: what says nothing is left out, and a list of patients is named by a random handle that means something in this tab alone. */
export const addressOf = (cohort: Cohort): string => JSON.stringify(shorter(cohort));

/** Throws Failed where it is none. */
export function cohortIn(text: string): Cohort {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    return cohortOf(text);
  }
  return cohortOf(longer(given));
}

const [picked, draft] = ["cohort", "draft"];

/** What stands under a name in the fragment, read as cohorts; what is none is told in `faults`. */
function useNamed(name: string) {
  const fragment = useFragment();
  const texts = fragment.getAll(name);
  const key = JSON.stringify(texts);
  const read = useMemo(() => {
    const [cohorts, faults]: [Cohort[], Failure[]] = [[], []];
    for (const text of z.array(z.string()).parse(JSON.parse(key)))
      try {
        cohorts.push(cohortIn(text));
      } catch (thrown) {
        faults.push(failureOf(thrown));
      }
    return { cohorts, faults };
  }, [key]);
  const set = (cohorts: readonly Cohort[]) => {
    const next = new URLSearchParams(window.location.hash.slice(1));
    next.delete(name);
    for (const cohort of cohorts) next.append(name, addressOf(cohort));
    pushFragment(next);
  };
  return { ...read, set };
}

/** The cohorts that every figure is asked about, as the fragment of the address has them: none is everybody. */
export const usePicked = () => useNamed(picked);

/** The cohort that is being built; every change is a step that Back undoes. */
export const useDraft = () => useNamed(draft);

/** The builder's address with a cohort in it. */
export const hrefOfDraft = (builder: string, cohort: Cohort): string =>
  `${builder}${builder.includes("#") ? "&" : "#"}${new URLSearchParams([[draft, addressOf(cohort)]]).toString()}`;

/** The part of the fragment that another screen is opened with. */
export function useCarriedCohorts(): string {
  const texts = useFragment().getAll(picked);
  return texts.length === 0 ? "" : `#${new URLSearchParams(texts.map((text) => [picked, text])).toString()}`;
}
