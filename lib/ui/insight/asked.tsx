"use client";
import { useMemo, useState } from "react";
import type { Row } from "@/lib/engine/decode";
import type { Patient } from "@/lib/insights/behind";
import type { AnyInsight } from "@/lib/insights/insight";
import type { AnyView } from "@/lib/insights/view";
import type { Study } from "@/lib/log/study";
import { Behind } from "../behind/behind";
import { SinceChip } from "../known/since-chip";
import { useMoment, useSince } from "../known/use-known";
import { momentWords } from "../known/words";
import { fieldsOf } from "../params/fields";
import { Form } from "../params/form";
import { useParams } from "../params/use-params";
import { LoadingFiles } from "../study/loading";
import { LoadedFiles } from "../study/outcome";
import { useWorkspace } from "../study/provider";
import { StudyBar } from "../study/bar";
import { useCatalogue } from "../study/use-catalogue";
import { choicesOf } from "./choices";
import { DefinitionCard } from "./definition";
import { Frame } from "./frame";
import { comparison } from "./compared";
import { useAnswer, useEarlier } from "./use-answer";

/** A question put to a history: the bar, the finding, the figure in its frame, and how it is measured. */
export function Asked({ study, insight, view }: { study: Study; insight: AnyInsight; view: AnyView }) {
  const { older } = useWorkspace();
  const fields = useMemo(() => fieldsOf(insight.params), [insight]);
  const [given, change] = useParams(fields);
  const { moment } = useMoment(study);
  const parsed = insight.params.safeParse(given);
  const params: unknown = parsed.success ? parsed.data : given;
  const question = { params, knownAt: moment };
  const { standing, cancel, again } = useAnswer(study, insight, question, older !== null);
  const { data: catalogue } = useCatalogue(study, moment, standing.kind !== "first");
  const since = useSince(study);
  const earlier = useEarlier(study, insight, params, since.moment);
  const [picked, setPicked] = useState<{ cell: Row; patient: Patient | null; of: string } | null>(null);
  const shown = standing.kind === "answered" ? standing.answer : standing.kind === "again" ? standing.old : null;
  const beside = comparison(insight, shown, earlier, since.given === null ? "" : momentWords(since.given, study.zone));
  const told = shown ? shown.params : parsed.success ? params : null;
  const title = shown && shown.cells.length > 0 ? view.title(shown.cells, shown.params, shown.also) : insight.title;
  return (
    <>
      <StudyBar study={study} beside={<SinceChip study={study} />}>
        <Form
          fields={fields}
          params={given}
          choices={choicesOf(insight, study, catalogue)}
          words={view.words}
          summaries={parsed.success ? (view.summaries?.(params) ?? {}) : {}}
          onChange={change}
        />
      </StudyBar>
      <div className="mb-4 space-y-4 empty:hidden">
        <LoadedFiles />
        <LoadingFiles />
      </div>
      <h1 className="mt-1">{title}</h1>
      <p className="mb-3.5 text-soft">{told !== null && view.subtitle(told)}</p>
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4.5 xl:grid-cols-[minmax(0,1fr)_268px]">
        <Frame
          insight={insight}
          view={view}
          study={study}
          title={title}
          comparison={beside}
          standing={standing}
          onCancel={cancel}
          onAgain={again}
          onChange={change}
          onPick={(cell, patient) => setPicked({ cell, patient: patient ?? null, of: study.digest })}
        />
        {told !== null && (
          <DefinitionCard definition={view.definition(told)} study={study} insight={insight} answer={shown} />
        )}
      </div>
      {picked?.of === study.digest && (
        <Behind
          study={study}
          insight={insight}
          view={view}
          question={question}
          params={params}
          cell={picked.cell}
          patient={picked.patient}
          onClose={() => setPicked(null)}
        />
      )}
    </>
  );
}
