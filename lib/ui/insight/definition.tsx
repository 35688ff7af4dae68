import { count, isoDay, plural } from "@/lib/charts/format";
import type { Row } from "@/lib/engine/decode";
import { grouped } from "@/lib/group";
import type { AnyInsight } from "@/lib/insights/insight";
import { assumedWords } from "@/lib/insights/rests";
import type { Definition } from "@/lib/insights/view";
import type { Study } from "@/lib/log/study";
import { givenOf } from "@/lib/log/moment";
import { AboutCohorts } from "../cohorts/comparable";
import { useComparable } from "../cohorts/use-comparable";
import { Code } from "../kit/code";
import { momentWords } from "../known/words";
import { zoneWords } from "../study/zone";
import { partWords } from "../subset/words";
import type { Answered } from "./use-answer";
import { useLagDays, useRests } from "./use-rests";

type Term = readonly [term: string, value: string];

function Terms({ rows }: { rows: readonly Term[] }) {
  return (
    <dl className="grid grid-cols-[fit-content(58%)_1fr] gap-x-3 gap-y-0.5 text-sm">
      {rows.map(([term, value]) => (
        <div key={term} className="contents">
          <dt className="text-soft">{term}</dt>
          <dd className="text-right break-words">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Patients that the measure is not defined for, by the reason, groups together. */
function excludedRows(rows: readonly Row[]): Term[] {
  const why = [...grouped(rows, (row) => String(row["why"]))];
  return why.map(([reason, own]) => [reason, count(own.reduce((sum, { patients }) => sum + Number(patients), 0))]);
}

/** How the figure is measured and what it rests on. */
export function DefinitionCard({
  definition,
  study,
  insight,
  answer,
}: {
  definition: Definition;
  study: Study;
  insight: AnyInsight;
  answer: Answered | null;
}) {
  const { words, formula, inR, rows } = definition;
  const excluded = (answer?.also["excluded"] ?? []).filter(({ patients }) => Number(patients) > 0);
  const { known, knownAt } = answer ?? { known: null, knownAt: null };
  const rests = useRests(study, insight, answer);
  const lagDays = useLagDays(study, insight, answer);
  const comparable = useComparable(study, answer);
  const part = partWords(study);
  const quarantined = study.segments.reduce((sum, { counts }) => sum + counts.quarantined, 0);
  const base: Term[] = known
    ? [
        ["events", count(known.events)],
        ["patients", count(known.patients)],
        ["conflicts", count(known.conflicts)],
        ["rows set aside", count(quarantined)],
        ["known until", isoDay(known.dataEnd)],
      ]
    : [];
  return (
    <aside data-definition tabIndex={-1} aria-label="How this is measured" className="card">
      <h2 className="mb-1.5">How this is measured</h2>
      <Terms rows={[...rows, ["days in", zoneWords(study)]]} />
      {excluded.length > 0 && (
        <>
          <h3 className="mt-3 mb-0.5 text-sm font-semibold">Left out</h3>
          <Terms rows={excludedRows(excluded)} />
        </>
      )}
      {formula && <p className="mt-2.5 text-sm">{formula}</p>}
      {words.map((word) => (
        <p key={word} className="mt-2.5 text-sm text-soft">
          {word}
        </p>
      ))}
      {lagDays ? (
        <p className="mt-2.5 text-sm text-soft">{`The newest periods are provisional: 95 % of the events that this figure rests on arrive within ${plural(lagDays, "day")}.`}</p>
      ) : null}
      {inR && (
        <details className="mt-2.5 text-sm">
          <summary className="cursor-pointer text-soft hover:text-ink">The same in R</summary>
          <Code label="The same in R" className="mt-1.5 overflow-x-auto p-2">
            {inR}
          </Code>
        </details>
      )}
      <AboutCohorts cohorts={answer?.cohorts ?? []} found={comparable} />
      <h2 className="mt-4 mb-1.5">{answer?.cohorts?.length ? "Out of a history with" : "Rests on"}</h2>
      <Terms rows={answer ? [...base, ["cells", count(answer.cells.length)]] : base} />
      {part !== null && <p className="mt-2.5 text-sm">{part}</p>}
      {rests && rests.assumed > 0 && <p className="mt-2.5 text-sm">{assumedWords(rests)}</p>}
      {known && knownAt !== null && (
        <p className="mt-2.5 text-sm">{`As known at ${momentWords(givenOf(knownAt, study.zone), study.zone)}; ${plural(known.later, "later event")} left out.`}</p>
      )}
    </aside>
  );
}
