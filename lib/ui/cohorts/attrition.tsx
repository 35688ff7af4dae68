"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { Cohort } from "@/lib/cohorts/cohort";
import { insights } from "@/lib/insights/registry";
import { viewById } from "@/lib/insights/views";
import type { Study } from "@/lib/log/study";
import { Frame } from "../insight/frame";
import { shownOf, useAnswer } from "../insight/use-answer";
import { useBehind } from "../insight/use-behind";
import { useMoment } from "../known/use-known";
import { remember } from "./sizes";
import { useWorkspace } from "../study/provider";

const [insight, view] = [insights.get("attrition"), viewById("attrition")];

/** How a cohort comes to its members, kept in sight while it is edited; each step shows whom it keeps and loses. */
export function Attrition({ study, cohort }: { study: Study; cohort: Cohort }) {
  const { older } = useWorkspace();
  const { moment } = useMoment(study);
  if (!insight || !view) throw new Error("there is no attrition");
  const question = { params: {}, knownAt: moment, cohorts: [cohort] };
  const { standing, cancel, again } = useAnswer(study, insight, question, older !== null);
  const shown = shownOf(standing);
  const client = useQueryClient();
  useEffect(() => {
    const [asked] = shown?.cohorts ?? [];
    const size = shown?.cells.at(-1)?.["patients"];
    if (shown && asked && typeof size === "number") remember(client, study, shown.knownAt, asked, size);
  }, [client, study, shown]);
  const { onPick, onPickBeside, onPickSides, panel } = useBehind(study, insight, view, shown);
  const title = shown ? view.title(shown.cells, shown.params, shown.also) : insight.title;
  return (
    <>
      <h2 aria-live="polite" className="mb-2">
        {title}
      </h2>
      <Frame
        insight={insight}
        view={view}
        study={study}
        title={title}
        comparison={null}
        standing={standing}
        onCancel={cancel}
        onAgain={again}
        onChange={() => undefined}
        onPick={onPick}
        onPickBeside={onPickBeside}
        onPickSides={onPickSides}
      />
      {panel}
    </>
  );
}
