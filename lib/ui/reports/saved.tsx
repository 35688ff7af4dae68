"use client";
import { latest, olderVersion, savedWords, type Versioned, withVersion } from "@/lib/versions";
import type { Spec } from "@/lib/reports/spec";
import type { Study } from "@/lib/log/study";
import { TabOnly } from "../kept/tab-only";
import { OlderNote } from "../kit/older-version";
import { SavedList } from "../kit/saved-list";
import { useWorkspace } from "../study/provider";
import { type Report, versionWords } from "./report";

/** Reports that were saved with the study, and how to save another. */
export function useShelf() {
  const { reports: saved, saveReports } = useWorkspace();
  return {
    saved,
    /** Saves one, and says as what. */
    keep(spec: Spec): string {
      const report = { name: spec.title, spec };
      void saveReports(withVersion(saved, report, new Date().toISOString()));
      return savedWords(saved, report);
    },
    remove: (name: string) => void saveReports(saved.filter((one) => one.name !== name)),
    older: (spec: Spec | null) => spec && olderVersion(saved, { name: spec.title, spec }),
  };
}

const wordsOf = ({ versions }: Versioned<Report>) =>
  versions.map(({ savedAt, saved }, at) => ({ savedAt, words: versionWords(saved, versions[at - 1]?.saved) }));

type SavedReportsProps = {
  study: Study;
  title: string;
  /** The report as it stands; null where it is not finished. */
  spec: Spec | null;
  onOpen(spec: Spec): void;
  onNew(): void;
  onSaid(words: string): void;
};

/** Reports that were saved: each opens as it was saved last, or as it was before. */
export function SavedReports({ study, title, spec, onOpen, onNew, onSaid }: SavedReportsProps) {
  const { saved, keep, remove, older } = useShelf();
  const open = (name: string, version: number) => {
    const found = saved.find((one) => one.name === name);
    const report = found?.versions[version]?.saved ?? (found && latest(found));
    if (report) onOpen(report.spec);
  };
  return (
    <div className="print:hidden">
      <SavedList
        label="Saved reports"
        items={saved.map((one) => ({ name: one.name, words: "", note: "", versions: wordsOf(one) }))}
        current={title}
        zone={study.zone}
        newLabel="New report"
        onOpen={open}
        onNew={onNew}
        onRemove={remove}
      />
      {saved.length > 0 && <TabOnly study={study} />}
      <OlderNote
        name={title}
        older={older(spec)}
        zone={study.zone}
        onMake={() => spec && onSaid(`${keep(spec)} It is the current one.`)}
      />
    </div>
  );
}
