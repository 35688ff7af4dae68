"use client";
import { useState } from "react";
import type { Failure } from "@/lib/failure";
import type { Study } from "@/lib/log/study";
import { type Spec, specSchema } from "@/lib/reports/spec";
import { unnamed } from "@/lib/versions";
import { CohortFaults } from "../cohorts/faults";
import { Button } from "../kit/button";
import { JsonFile } from "../kit/json-file";
import { useSaved } from "../kit/use-saved";
import { useMoment } from "../known/use-known";
import { NoHistory } from "../states/no-history";
import { StudyBar } from "../study/bar";
import { Incomplete } from "../study/incomplete";
import { LoadingFiles } from "../study/loading";
import { LoadedFiles } from "../study/outcome";
import { useWorkspace } from "../study/provider";
import { useReport } from "./address";
import { Editor } from "./editor";
import { Export } from "./export";
import { fileNameOf } from "./files";
import { newTitle } from "./open";
import { Preview } from "./preview";
import { ReopenButton, ReopenNote, useReopened } from "./reopen";
import { focusPart } from "./part-frame";
import { blankDraft, draftOf, placed, specFrom } from "./report";
import { SavedReports, useShelf } from "./saved";
import { Start } from "./start";
import { useMade } from "./use-made";
import { usePrint } from "./use-print";

/** A document of figures and text, and what its reader will have of it. */
export function ReportsPage() {
  const { study } = useWorkspace();
  if (!study) return <NoHistory title="Report" />;
  return <Arriving study={study} />;
}

function Arriving({ study }: { study: Study }) {
  const report = useReport(study);
  return report && <Reports study={study} report={report} />;
}

/** What is not a specification, in one sentence. */
function faultOf(file: string, given: { value: unknown } | null): Failure {
  const issue = given && specSchema.safeParse(given.value).error?.issues[0];
  const detail = issue ? `${issue.path.join(".")}: ${issue.message}`.replace(/^: /, "") : "the file is not JSON";
  return { kind: "report", detail: `“${file}” is none, ${detail}` };
}

type ReportsProps = { study: Study; report: NonNullable<ReturnType<typeof useReport>> };

function Reports({ study, report }: ReportsProps) {
  const { older } = useWorkspace();
  const { draft, about, faults, put } = report;
  const { given } = useMoment(study);
  const shelf = useShelf();
  const [failure, setFailure] = useState<Failure | null>(null);
  const found = specFrom(draft, { ...about, knownAt: given });
  const spec = "spec" in found ? found.spec : null;
  const { said, say } = useSaved(spec);
  const wanted = spec && older === null ? { spec, ids: draft.parts.map(({ id }) => id) } : null;
  const { making, cancel, again } = useMade(study, wanted);
  const made = making.kind === "made" ? making.made : null;
  const shown = made ?? ("old" in making ? making.old : null);
  usePrint(shown?.made ?? null);
  const { found: checked, open: check, close } = useReopened(study);
  const take = (next: Spec) => put({ draft: draftOf(next), about: { knownAt: next.knownAt, cohorts: next.cohorts } });
  const read = (file: { value: unknown } | null, name: string) => {
    const parsed = file && specSchema.safeParse(file.value);
    if (parsed?.success) take(parsed.data);
    setFailure(parsed?.success ? null : faultOf(name, file));
  };
  const unfinished = "faults" in found ? found.faults : [];
  return (
    <>
      <p className="hidden print:block">
        {!shown && "The report is not made yet; nothing else of this page is printed."}
      </p>
      <div className="print:hidden">
        <StudyBar study={study} calm={making.kind !== "first"} />
        <div className="mb-4 space-y-4 empty:hidden">
          <LoadedFiles />
          <LoadingFiles />
        </div>
        <div className="mt-1 mb-3 flex flex-wrap items-center gap-2">
          <h1 className="min-w-0 wrap-anywhere">{draft.title.trim() || newTitle}</h1>
          <span className="grow" />
          <p role="status" className="text-sm text-river">
            {said}
          </p>
          <Button kind="chip" isDisabled={!spec} onPress={() => spec && say(shelf.keep(spec))}>
            Save
          </Button>
          <JsonFile
            what="a report"
            name={fileNameOf(draft.title)}
            contents={() => spec}
            unready={!spec}
            onOpen={read}
          />
          <ReopenButton onOpen={(file) => void check(file)} />
          <Export made={made?.made ?? null} />
        </div>
        <CohortFaults faults={[...faults, ...(failure ? [failure] : [])]} />
      </div>
      <SavedReports
        study={study}
        title={draft.title}
        spec={spec}
        onOpen={take}
        onSaid={say}
        onNew={() =>
          put({
            draft: blankDraft(
              unnamed(
                newTitle,
                shelf.saved.map(({ name }) => name),
              ),
            ),
            about,
          })
        }
      />
      <ReopenNote
        study={study}
        found={checked}
        close={close}
        onTake={(carried) => take({ ...carried.spec, knownAt: carried.moment })}
      />
      <div className="print:hidden">{older !== null && <Incomplete />}</div>
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 xl:grid-cols-[minmax(0,5fr)_minmax(0,8fr)] print:block">
        <Editor report={report} made={shown} />
        {draft.parts.length === 0 ? (
          <Start
            onChoose={({ spec: { title, parts } }) => {
              const begun = parts.map(placed);
              put({ draft: { ...draft, title, parts: begun }, about });
              focusPart(begun[0]?.id, null);
            }}
          />
        ) : (
          <Preview making={making} faults={unfinished} onCancel={cancel} onAgain={again} />
        )}
      </div>
    </>
  );
}
