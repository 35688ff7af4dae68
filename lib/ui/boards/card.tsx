"use client";
import { useEffect, useMemo, useRef } from "react";
import { z } from "zod";
import { BrushContext } from "@/lib/charts/brush";
import { Place } from "@/lib/charts/place";
import type { Cohort } from "@/lib/cohorts/cohort";
import type { Row } from "@/lib/engine/decode";
import type { Patient } from "@/lib/insights/behind";
import type { AnyInsight } from "@/lib/insights/insight";
import type { AnyView } from "@/lib/insights/view";
import type { Study } from "@/lib/log/study";
import { useBesideEachOther } from "../cohorts/beside-each-other";
import { choicesOf } from "../insight/choices";
import { Frame } from "../insight/frame";
import { Methods } from "../insight/methods";
import { shownOf, useAnswer } from "../insight/use-answer";
import { useBehind } from "../insight/use-behind";
import { fieldsOf } from "../params/fields";
import { Form } from "../params/form";
import type { Params } from "../params/stated";
import { useParams } from "../params/use-params";
import { useWorkspace } from "../study/provider";
import { useCatalogue } from "../study/use-catalogue";
import { type Selected, selectionsOf } from "./address";
import type { Figure } from "./board";
import { CardActs, type CardActsProps } from "./card-acts";
import { useRows } from "./use-rows";
import { wordsOf } from "./words";

type CardProps = Pick<CardActsProps, "label" | "first" | "last" | "onMove" | "onWiden" | "onOpen" | "onRemove"> & {
  study: Study;
  figure: Figure;
  insight: AnyInsight;
  view: AnyView;
  cohorts: readonly Cohort[];
  moment: string | null;
  selected: readonly Selected[];
  onSelect(next: readonly Selected[]): void;
};

/** Cells with one more, or without it where it is among them. */
function toggled(cells: readonly Row[], cell: Row): Row[] {
  const key = JSON.stringify(cell);
  const others = cells.filter((one) => JSON.stringify(one) !== key);
  return others.length < cells.length ? others : [...cells, cell];
}

const isParams = (given: unknown): given is Params => typeof given === "object" && given !== null;

/** The keys of cells out of their text. */
const keysIn = (cells: string): ReadonlySet<string> =>
  new Set(
    z
      .array(z.json())
      .parse(JSON.parse(cells))
      .map((cell) => JSON.stringify(cell)),
  );

/** One figure of a board: what it is asked is its own, who it is asked about the board's, and what is pressed in it narrows all others. */
export const Card = (props: CardProps) => (
  <Place value={`${props.figure.id}.`}>
    <Asked {...props} />
  </Place>
);

function Asked({ study, figure, insight, view, cohorts, moment, selected, onSelect, ...place }: CardProps) {
  const { older } = useWorkspace();
  const fields = useMemo(() => fieldsOf(insight.params), [insight]);
  const [stated, change] = useParams(fields);
  const given = useBesideEachOther(insight, stated, cohorts);
  const parsed = insight.params.safeParse(given);
  const params: unknown = parsed.success ? parsed.data : given;
  const others = selected.filter((one) => one.figure !== figure.id);
  const own = selected.find((one) => one.figure === figure.id);
  const { standing, cancel, again } = useAnswer(
    study,
    insight,
    { params, knownAt: moment, cohorts, selections: selectionsOf(others) },
    older !== null,
  );
  const { data: catalogue } = useCatalogue(study, moment, standing.kind !== "first");
  const shown = shownOf(standing);
  const behind = useBehind(study, insight, view, shown);
  const card = useRows<HTMLElement>();
  const gathered = useRef<Row[] | null>(null);
  const asked = shown?.params ?? params;
  const keyOf = (cell: Row): Row => Object.fromEntries(insight.key.map((name) => [name, cell[name] ?? null]));
  const choose = (cells: readonly Row[]) =>
    onSelect([
      ...others,
      ...(cells.length > 0
        ? [{ figure: figure.id, insight: insight.id, params: asked, cells, within: insight.relative ? others : [] }]
        : []),
    ]);
  const pick = (cell: Row, patient?: Patient) => {
    if (patient) return behind.onPick(cell, patient);
    if (gathered.current) gathered.current.push(keyOf(cell));
    else choose(toggled(own && JSON.stringify(own.params) === JSON.stringify(asked) ? own.cells : [], keyOf(cell)));
  };
  const pickBeside: typeof behind.onPickBeside = (aside, row, name) => {
    if (!gathered.current) behind.onPickBeside(aside, row, name);
  };
  const pickSides: typeof behind.onPickSides = (sides, at) => {
    if (!gathered.current) behind.onPickSides(sides, at);
  };
  /** The cells that are picked meanwhile; picking them selects nobody. */
  const gather = (picks: () => void): Row[] => {
    gathered.current = [];
    picks();
    const cells = gathered.current;
    gathered.current = null;
    return cells;
  };
  const together = (picks: () => void): string | null => {
    const cells = gather(picks);
    // Marks that stand for no cells select nobody.
    if (cells.length === 0) return null;
    choose(cells);
    return JSON.stringify(cells);
  };
  // What a figure is given stays the same while others are selected in: it is not drawn for that.
  const acts = useRef({ pick, together, gather });
  useEffect(() => {
    acts.current = { pick, together, gather };
  });
  const chosen = own && JSON.stringify(own.params) === JSON.stringify(asked) ? JSON.stringify(own.cells) : null;
  const keys = chosen === null ? null : keysIn(chosen);
  const brush = {
    selected: own ? JSON.stringify(own.cells) : null,
    together: (picks: () => void) => acts.current.together(picks),
    among:
      keys &&
      ((picks: () => void) => {
        const cells = acts.current.gather(picks);
        return cells.length > 0 && cells.every((cell) => keys.has(JSON.stringify(cell)));
      }),
  };
  const title = shown && shown.cells.length > 0 ? view.title(shown.cells, shown.params, shown.also) : insight.title;
  return (
    <article
      ref={card}
      aria-label={place.label}
      tabIndex={-1}
      className={`min-w-0 xl:[grid-row-end:span_var(--rows)] ${figure.wide ? "xl:col-span-2" : ""} ${own ? "rounded-card ring-2 ring-river" : ""}`}
    >
      <BrushContext value={brush}>
        <Frame
          insight={insight}
          view={view}
          study={study}
          title={title}
          comparison={null}
          standing={standing}
          onCancel={cancel}
          onAgain={again}
          onChange={change}
          onPick={(cell, patient) => acts.current.pick(cell, patient)}
          onPickBeside={pickBeside}
          foot={
            shown &&
            isParams(shown.params) && (
              <Methods study={study} insight={insight} view={view} answer={shown} params={shown.params} />
            )
          }
          onPickSides={pickSides}
          head={
            <CardActs {...place} figure={figure} title={title} selected={own ? wordsOf(own) : null}>
              <Form
                fields={fields}
                params={given}
                choices={choicesOf({ insight, view, study, catalogue, answer: shown })}
                words={view.words}
                summaries={parsed.success ? (view.summaries?.(params) ?? {}) : {}}
                onChange={change}
              />
            </CardActs>
          }
        />
      </BrushContext>
      {behind.panel}
    </article>
  );
}
