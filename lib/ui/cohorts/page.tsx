"use client";
import { useState } from "react";
import { plural } from "@/lib/charts/format";
import { type Cohort, cohortOf, namesPatients } from "@/lib/cohorts/cohort";
import { cohortSentence, versionWords } from "@/lib/cohorts/words";
import { Failed, type Failure, failureOf } from "@/lib/failure";
import type { Study } from "@/lib/log/study";
import { unnamed } from "@/lib/versions";
import { TabOnly } from "../kept/tab-only";
import { Button } from "../kit/button";
import { Code } from "../kit/code";
import { JsonFile } from "../kit/json-file";
import { OlderNote } from "../kit/older-version";
import { SavedList } from "../kit/saved-list";
import { useSaved } from "../kit/use-saved";
import { NoHistory } from "../states/no-history";
import { StudyBar } from "../study/bar";
import { useWorkspace } from "../study/provider";
import { useDraft, usePicked } from "./address";
import { Attrition } from "./attrition";
import { Builder } from "./builder";
import { useSizes } from "./sizes";
import { blank } from "./draft";
import { CohortFaults } from "./faults";
import { useLibrary } from "./library";
import { MembersLeave } from "./members-leave";

/** Cohorts: those that were saved, and one that is being built beside its attrition. */
export function CohortsPage() {
  const { study } = useWorkspace();
  if (!study) return <NoHistory title="Cohorts" />;
  return <Cohorts study={study} />;
}

function Cohorts({ study }: { study: Study }) {
  const { cohorts: drafts, faults, set } = useDraft();
  const picked = usePicked();
  const library = useLibrary();
  const [refused, setRefused] = useState<Failure | null>(null);
  const known = [
    ...library.cohorts,
    ...picked.cohorts.filter(({ name }) => !library.cohorts.some((one) => one.name === name)),
  ];
  const draft =
    drafts[0] ??
    blank(
      unnamed(
        "Cohort",
        known.map(({ name }) => name),
      ),
    );
  const change = (next: Cohort) => set([next]);
  const read = (given: { value: unknown } | null, called: string) => {
    try {
      if (!given) throw new Failed({ kind: "cohort", cohort: called, detail: "the file is not JSON" });
      change(cohortOf(given.value));
      setRefused(null);
    } catch (thrown) {
      setRefused(failureOf(thrown));
    }
  };
  const ask = () => {
    say(library.add(draft));
    picked.set([...picked.cohorts.filter(({ name }) => name !== draft.name), draft]);
  };
  const { said, say } = useSaved(draft);
  const sizes = useSizes(study, known);
  const inUse = picked.cohorts.some((one) => JSON.stringify(one) === JSON.stringify(draft));
  return (
    <>
      <StudyBar study={study} />
      <h1 className="mt-1">Cohorts</h1>
      <p className="mb-3.5 max-w-3xl text-soft">
        A cohort is a group of patients with a day from which their time is counted. Every figure can be asked about
        one, or about several to compare them.
      </p>
      <CohortFaults faults={[...faults, ...picked.faults, ...(refused ? [refused] : [])]} />
      <SavedList
        label="Saved cohorts"
        items={known.map((cohort, i) => ({
          name: cohort.name,
          words: cohortSentence(cohort),
          note: [
            sizes[i] == null ? null : plural(sizes[i], "patient"),
            picked.cohorts.some(({ name }) => name === cohort.name) ? "in use" : null,
          ]
            .filter((part) => part !== null)
            .join(", "),
          versions: (library.saved.find(({ name }) => name === cohort.name)?.versions ?? []).map(
            ({ savedAt, saved }, at, all) => ({ savedAt, words: versionWords(saved, all[at - 1]?.saved) }),
          ),
        }))}
        current={draft.name}
        zone={study.zone}
        newLabel="New cohort"
        onOpen={(name, version) => {
          const own = library.saved.find((one) => one.name === name)?.versions[version]?.saved;
          const one = own ?? known.find((cohort) => cohort.name === name);
          if (one) change(one);
        }}
        onNew={() => set([])}
        onRemove={(name) => {
          library.remove(name);
          picked.set(picked.cohorts.filter((one) => one.name !== name));
        }}
      />
      {library.saved.length > 0 && <TabOnly study={study} />}
      <OlderNote
        name={draft.name}
        older={library.older(draft)}
        zone={study.zone}
        onMake={() => say(`${library.add(draft)} It is the current one.`)}
      />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4.5 xl:grid-cols-2">
        <Builder
          study={study}
          value={draft}
          others={known.filter(({ name }) => name !== draft.name)}
          onChange={change}
        />
        <div className="xl:sticky xl:top-4">
          <Attrition study={study} cohort={draft} />
          <div className="mt-3 flex flex-wrap items-center gap-2">
            <Button kind="primary" onPress={ask}>
              {inUse ? "Used in every figure" : "Use in every figure"}
            </Button>
            <Button onPress={() => say(library.add(draft))}>Save</Button>
            <JsonFile what="a cohort" name={draft.name} contents={() => draft} onOpen={read} />
            <MembersLeave study={study} cohort={draft} />
          </div>
          <p role="status" className="mt-2 text-sm text-river">
            {said}
          </p>
          {namesPatients(draft) && (
            <p className="mt-2 text-sm text-soft">
              This cohort names patients: it stays in this tab, and only its JSON file, which you save yourself, holds
              their ids.
            </p>
          )}
          <details className="mt-3">
            <summary className="cursor-pointer text-soft">As JSON</summary>
            <Code label="The cohort as JSON" className="mt-2 max-h-80 overflow-auto p-3">
              {JSON.stringify(draft, null, 2)}
            </Code>
          </details>
        </div>
      </div>
    </>
  );
}
