import { count, isoDay } from "@/lib/charts/format";
import type { Answer } from "@/lib/insights/ask";
import type { Definition } from "@/lib/insights/view";
import type { Study } from "@/lib/log/study";
import { zoneWords } from "../study/zone";

type Term = readonly [term: string, value: string];

function Terms({ rows }: { rows: readonly Term[] }) {
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5 text-sm">
      {rows.map(([term, value]) => (
        <div key={term} className="contents">
          <dt className="text-soft">{term}</dt>
          <dd className="text-right break-words">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** How the figure is measured and what it rests on. */
export function DefinitionCard({
  definition,
  study,
  answer,
}: {
  definition: Definition;
  study: Study;
  answer: Answer | null;
}) {
  const { words, formula, rows } = definition;
  const conflicts = study.segments.reduce((sum, { counts }) => sum + counts.conflicts, 0);
  const quarantined = study.segments.reduce((sum, { counts }) => sum + counts.quarantined, 0);
  const base: Term[] = [
    ["events", count(study.events)],
    ["patients", count(study.patients)],
    ["conflicts", count(conflicts)],
    ["rows set aside", count(quarantined)],
    ["known until", isoDay(study.dataEnd)],
  ];
  return (
    <aside data-definition tabIndex={-1} aria-label="How this is measured" className="card">
      <h2 className="mb-1.5">How this is measured</h2>
      <Terms rows={[...rows, ["days in", zoneWords(study)]]} />
      {formula && <p className="mt-2.5 text-sm">{formula}</p>}
      {words.map((word) => (
        <p key={word} className="mt-2.5 text-sm text-soft">
          {word}
        </p>
      ))}
      {study.lagDays !== null && study.lagDays > 0 && (
        <p className="mt-2.5 text-sm text-soft">{`The newest periods are provisional: 95 % of events arrive within ${study.lagDays} ${study.lagDays === 1 ? "day" : "days"}.`}</p>
      )}
      <h2 className="mt-4 mb-1.5">Rests on</h2>
      <Terms rows={answer ? [...base, ["cells", count(answer.cells.length)]] : base} />
    </aside>
  );
}
