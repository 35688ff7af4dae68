"use client";
import { useMemo } from "react";
import { lettered, unbroken } from "@/lib/cohorts/lettered";
import type { AnyInsight } from "@/lib/insights/insight";
import type { AnyView } from "@/lib/insights/view";
import type { Study } from "@/lib/log/study";
import { usePicked } from "../cohorts/address";
import { useBesideEachOther } from "../cohorts/beside-each-other";
import { CalendarCaveat, ComparableCaveats } from "../cohorts/comparable";
import { CohortFaults } from "../cohorts/faults";
import { useComparable } from "../cohorts/use-comparable";
import { SinceChip } from "../known/since-chip";
import { useMoment, useSince } from "../known/use-known";
import { momentWords } from "../known/words";
import { fieldsOf } from "../params/fields";
import { Form } from "../params/form";
import { useIgnored } from "../params/ignored";
import { useParams } from "../params/use-params";
import { LoadingFiles } from "../study/loading";
import { LoadedFiles } from "../study/outcome";
import { useWorkspace } from "../study/provider";
import { StudyBar } from "../study/bar";
import { Triage } from "../triage/triage";
import { useCatalogue } from "../study/use-catalogue";
import { Caveats } from "./caveats";
import { choicesOf } from "./choices";
import { DefinitionCard } from "./definition";
import { Frame } from "./frame";
import { comparison } from "./compared";
import { shownOf, useAnswer, useEarlier } from "./use-answer";
import { useBehind } from "./use-behind";

/** A question put to a history: the bar, the finding, the figure in its frame, and how it is measured. */
export function Asked({ study, insight, view }: { study: Study; insight: AnyInsight; view: AnyView }) {
  const { older } = useWorkspace();
  const fields = useMemo(() => fieldsOf(insight.params), [insight]);
  const [stated, change] = useParams(fields);
  const { cohorts: picked, faults } = usePicked();
  const cohorts = lettered(picked);
  const given = useBesideEachOther(insight, stated, cohorts);
  const ignored = useIgnored(fields);
  const { moment } = useMoment(study);
  const parsed = insight.params.safeParse(given);
  const params: unknown = parsed.success ? parsed.data : given;
  const question = { params, knownAt: moment, cohorts };
  const { standing, cancel, again } = useAnswer(study, insight, question, older !== null);
  const { data: catalogue } = useCatalogue(study, moment, standing.kind !== "first");
  const since = useSince(study);
  const earlier = useEarlier(study, insight, { ...question, knownAt: since.moment });
  const shown = shownOf(standing);
  const { onPick, onPickBeside, onPickSides, panel } = useBehind(study, insight, view, shown);
  const comparable = useComparable(study, shown);
  const compared = comparison(
    insight,
    shown,
    earlier,
    since.given === null ? "" : momentWords(since.given, study.zone),
  );
  const told = shown ? shown.params : parsed.success ? params : null;
  const title = shown && shown.cells.length > 0 ? view.title(shown.cells, shown.params, shown.also) : insight.title;
  return (
    <>
      <StudyBar study={study} calm={standing.kind !== "first"} beside={<SinceChip study={study} />}>
        <Form
          fields={fields}
          params={given}
          choices={choicesOf({ insight, view, study, catalogue, answer: shown })}
          words={view.words}
          summaries={parsed.success ? (view.summaries?.(params) ?? {}) : {}}
          onChange={change}
        />
      </StudyBar>
      <div className="mb-4 space-y-4 empty:hidden">
        <LoadedFiles />
        <LoadingFiles />
      </div>
      <h1 className="mt-1">{unbroken(title)}</h1>
      <p className="mb-3.5 text-soft">{told !== null && view.subtitle(told)}</p>
      <CohortFaults faults={faults} />
      <ComparableCaveats found={comparable} />
      <CalendarCaveat cohorts={cohorts} params={given} />
      <Caveats
        study={study}
        adherence={view.section === "Adherence" && (shown?.cells.length ?? 0) > 0}
        params={given}
        ignored={ignored}
      />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4.5 xl:grid-cols-[minmax(0,1fr)_268px]">
        <div className="min-w-0 space-y-4.5">
          <Frame
            insight={insight}
            view={view}
            study={study}
            title={title}
            comparison={compared}
            standing={standing}
            onCancel={cancel}
            onAgain={again}
            onChange={change}
            onPick={onPick}
            onPickBeside={onPickBeside}
            onPickSides={onPickSides}
          />
          {insight.triage && shown && shown.cells.length > 0 && (
            <Triage study={study} insight={insight} view={view} answer={shown} />
          )}
        </div>
        {told !== null && (
          <DefinitionCard definition={view.definition(told)} study={study} insight={insight} answer={shown} />
        )}
      </div>
      {panel}
    </>
  );
}
