import { plural } from "@/lib/charts/format";
import { Fold } from "@/lib/charts/fold";
import type { AnyInsight } from "@/lib/insights/insight";
import type { AnyView } from "@/lib/insights/view";
import type { Study } from "@/lib/log/study";
import { CalendarCaveat } from "../cohorts/comparable";
import { useComparable } from "../cohorts/use-comparable";
import type { Params } from "../params/stated";
import { Caveats } from "./caveats";
import type { Answered } from "./use-answer";
import { useLagDays } from "./use-rests";

type MethodsProps = { study: Study; insight: AnyInsight; view: AnyView; answer: Answered; params: Params };

/** How a figure of a board is measured and what its reader must know, in one place. */
export function Methods({ study, insight, view, answer, params }: MethodsProps) {
  // Who the cohorts are is worked out once a figure of the board is drawn, which then says it above all of them.
  useComparable(study, answer);
  const lagDays = useLagDays(study, insight, answer);
  const { words, formula, rows } = view.definition(answer.params);
  return (
    <Fold summary="Methods and cautions">
      <CalendarCaveat cohorts={answer.cohorts ?? []} params={params} />
      <Caveats study={study} adherence={view.section === "Adherence"} params={params} ignored={[]} />
      <p>{view.subtitle(answer.params)}.</p>
      {formula && <p className="mt-1.5">{formula}</p>}
      {words.map((word) => (
        <p key={word} className="mt-1.5 text-soft">
          {word}
        </p>
      ))}
      <p className="mt-1.5 text-soft">{rows.map(([term, value]) => `${term}: ${value}`).join("; ")}.</p>
      {lagDays ? (
        <p className="mt-1.5 text-soft">{`The newest periods are provisional: 95 % of the events that this figure rests on arrive within ${plural(lagDays, "day")}.`}</p>
      ) : null}
    </Fold>
  );
}
