"use client";
import type { ReactNode } from "react";
import type { Row } from "@/lib/engine/decode";
import { Fold } from "@/lib/charts/fold";
import { differenceAside } from "@/lib/insights/between";
import { describe } from "@/lib/failure";
import { count } from "@/lib/charts/format";
import type { AnyInsight } from "@/lib/insights/insight";
import type { AnyView, SideLook } from "@/lib/insights/view";
import type { Patient } from "@/lib/insights/behind";
import type { Study } from "@/lib/log/study";
import { Button } from "../kit/button";
import type { Params } from "../params/stated";
import { Incomplete } from "../study/incomplete";
import { Message } from "../states/message";
import { Nothing } from "../states/nothing";
import { factsOf } from "@/lib/insights/facts";
import { Skeleton, useLong, Working } from "../states/waiting";
import { Difference } from "./difference";
import { Acts } from "./acts";
import type { Comparison } from "./compared";
import { ChangedNote, ComparisonNote, ErasedNote } from "./notes";
import { useLagDays } from "./use-rests";
import type { Answered, Standing } from "./use-answer";

type FrameProps = {
  /** Stands above the figure within its card, in whatever state it is. */
  head?: ReactNode;
  /** Stands under the figure that was answered. */
  foot?: ReactNode;
  insight: AnyInsight;
  view: AnyView;
  study: Study;
  title: string;
  comparison: Comparison | null;
  standing: Standing;
  onCancel(): void;
  onAgain(): void;
  onChange(change: Params): void;
  onPick(cell: Row, patient?: Patient): void;
  onPickBeside(aside: string, row: Row, name: string): void;
  onPickSides(sides: readonly SideLook[], at: number): void;
};

/** The card a figure stands in, whatever became of its question. */
export function Frame(props: FrameProps) {
  const { standing, head } = props;
  const busy = standing.kind === "first" || standing.kind === "again";
  return (
    <section aria-label="Figure" aria-busy={busy || undefined} className="card relative">
      {head}
      <Contents {...props} />
    </section>
  );
}

function Contents(props: FrameProps) {
  const { standing, onCancel, onAgain } = props;
  switch (standing.kind) {
    case "first":
      return (
        <>
          <Working onCancel={onCancel} />
          <Skeleton />
        </>
      );
    case "failed": {
      const { what, next } = describe(standing.failure);
      return (
        <Message icon="alert" tone="bad" role="alert" head={what}>
          <p>{next}</p>
          <Button onPress={onAgain}>Ask again</Button>
        </Message>
      );
    }
    case "stopped":
      return (
        <Message icon="clock" head="Cancelled before the answer came.">
          <p>Nothing was changed.</p>
          <Button onPress={onAgain}>Ask again</Button>
        </Message>
      );
    case "again":
      return <Held {...props} answer={standing.old} stale />;
    case "answered":
      return <Held {...props} answer={standing.answer} stale={false} />;
  }
}

/** A picture stays where it is, and as it was drawn, while the next answer is on its way; dimmed where that takes long enough to be noticed. */
function Held(props: FrameProps & { answer: Answered; stale: boolean }) {
  const { answer, stale, head, onCancel } = props;
  // To dim several figures at once costs as much as some of them take to be answered.
  const dimmed = useLong(stale, head === undefined ? 0.12 : 0.6);
  return (
    <>
      {dimmed && <Working onCancel={onCancel} />}
      <Incomplete partial={answer.partial} />
      <div className={dimmed ? "pointer-events-none opacity-45 transition-opacity" : ""} inert={dimmed}>
        <Picture {...props} answer={answer} />
      </div>
    </>
  );
}

type PictureProps = Omit<FrameProps, "standing" | "onCancel" | "onAgain"> & { answer: Answered };

/** What to change where no cell came; of cohorts, that nobody may be in them. */
const nothingOf = (view: AnyView, { params, cohorts = [] }: Answered): string =>
  `${view.nothing(params)}${cohorts.length > 0 ? " Or nobody is in the cohorts that are asked about: the page Cohorts counts their members." : ""}`;

/** Drawn again only where the answer is another: what is asked meanwhile leaves it alone. */
function Picture(props: PictureProps) {
  const { answer, insight, view, study, title, comparison, onChange, onPick, onPickBeside, onPickSides } = props;
  const { cells, params } = answer;
  const lagDays = useLagDays(study, insight, answer);
  if (cells.length === 0)
    return (
      <>
        <ErasedNote answer={answer} comparison={comparison} />
        <Nothing knownAt={answer.knownAt} events={answer.known.events} otherwise={nothingOf(view, answer)} />
      </>
    );
  const excess = view.excess(cells, params);
  const compared = view.differences && answer.cohorts?.length === 2 && answer.also[differenceAside];
  const difference = (of?: (row: Row) => boolean) => {
    if (!compared) return null;
    const own = <Difference insight={insight} view={view} answer={answer} of={of} onPickSides={onPickSides} />;
    return props.head === undefined ? own : <Fold summary="Difference of the two cohorts">{own}</Fold>;
  };
  return (
    <>
      <ChangedNote answer={answer} />
      <ErasedNote answer={answer} comparison={comparison} />
      {comparison && <ComparisonNote comparison={comparison} />}
      {excess ? (
        <Message icon="alert" head={`${count(excess.marks)} ${excess.what} are more than a figure can show`}>
          <p>{`At most ${count(excess.most)} stay legible. The table below holds them all.`}</p>
          {excess.coarser && (
            <Button onPress={() => excess.coarser && onChange(excess.coarser.params)}>{excess.coarser.label}</Button>
          )}
        </Message>
      ) : (
        <view.Figure
          cells={cells}
          also={answer.also}
          earlier={comparison && { cells: comparison.earlier.cells, words: comparison.words }}
          params={params}
          facts={factsOf(study, answer.known, lagDays)}
          title={title}
          onPick={onPick}
          onPickBeside={onPickBeside}
          onPickSides={onPickSides}
          difference={difference}
        />
      )}
      {excess && difference()}
      {props.foot}
      <Acts
        study={study}
        insight={insight}
        view={view}
        answer={answer}
        comparison={comparison}
        defined={props.head === undefined}
        onPick={onPick}
      />
    </>
  );
}
