import { count, percent } from "../../charts/format";
import { inkOf } from "../../charts/palette";
import type { Row } from "../../engine/decode";
import type { Also } from "../view";
import { numberIn, ofGroup, sum } from "./told";

const measures = [
  { id: "taking", label: "Taking", what: "doses taken of those due" },
  { id: "dosing", label: "Dosing", what: "days with exactly the number due" },
  { id: "timing", label: "Timing", what: "doses in time after the one before" },
] as const;

const across = (value: number) => `${100 * Math.min(1, Math.max(0, value))}%`;

function Spread({ row, colour }: { row: Row; colour: string }) {
  const [mean, q1, q3] = ["mean", "q1", "q3"].map((name) => numberIn(row, name));
  return (
    <div className="relative h-3 rounded-full bg-river-faint" aria-hidden="true">
      <div
        className="absolute inset-y-0 rounded-full opacity-25"
        style={{ left: across(q1 ?? 0), right: across(1 - (q3 ?? 0)), background: colour }}
      />
      <div
        className="absolute inset-y-0 -ml-1.5 size-3 rounded-full"
        style={{ left: across(mean ?? 0), background: colour }}
      />
    </div>
  );
}

/** Taking, dosing and timing of each group: mean and middle half of its patients. */
export function Measures({ also, groups }: { also: Also; groups: readonly string[] }) {
  const rows = also["measures"] ?? [];
  return (
    <dl className="space-y-3 text-sm">
      {measures.map(({ id, label, what }) => (
        <div key={id}>
          <dt>
            {label} <span className="text-xs text-soft">{what}</span>
          </dt>
          {groups.map((group, g) => {
            const row = ofGroup(rows, group).find(({ measure }) => measure === id);
            if (!row) return null;
            const middle = `mean of ${count(numberIn(row, "patients"))} patients, middle half ${percent(numberIn(row, "q1"))} to ${percent(numberIn(row, "q3"))}`;
            return (
              <dd key={group} className="mt-1 grid grid-cols-[1fr_3.25rem] items-center gap-x-3">
                <Spread row={row} colour={inkOf(g).colour} />
                <span className="text-right font-semibold">{percent(numberIn(row, "mean"))}</span>
                <span className="col-span-2 text-2xs text-soft">
                  {groups.length > 1 && <span className="text-ink">{`${g + 1}. ${group} · `}</span>}
                  {middle}
                </span>
              </dd>
            );
          })}
        </div>
      ))}
    </dl>
  );
}

/** More pairs than this are told, not drawn. */
const mostPairs = 4;

const parts = [
  { id: "together", fill: "var(--color-river)" },
  { id: "only", fill: "var(--series-2)" },
  { id: "other", fill: "var(--color-shade)" },
  { id: "neither", fill: "var(--color-line)" },
] as const;

const wordsOf = (row: Row) => {
  const supply = row["against"] === "dispensing";
  return {
    together: supply ? "reported, supply in hand" : "both report a dose",
    only: supply ? "reported without supply" : `${String(row["source"])} only`,
    other: supply ? "supply, nothing reported" : `${String(row["against"])} only`,
    neither: "neither",
  };
};

/** What one source says of due days beside another, or beside supply in hand. */
export function Sources({ also }: { also: Also }) {
  const rows = also["sources"] ?? [];
  const pairs = [...new Set(rows.map((row) => JSON.stringify([row["source"], row["against"]])))].map((key) =>
    rows.filter((row) => JSON.stringify([row["source"], row["against"]]) === key),
  );
  if (pairs.length === 0)
    return (
      <p className="text-sm text-soft">No patient has a second source, or a dispensing, for a medicine that was due.</p>
    );
  return (
    <div className="space-y-4 text-sm">
      {pairs.slice(0, mostPairs).map((own) => {
        const [row] = own;
        if (!row) return null;
        const whole = parts.reduce((all, { id }) => all + sum(own, id), 0);
        const words = wordsOf(row);
        return (
          <div key={`${String(row["source"])} ${String(row["against"])}`}>
            <p>
              {`${String(row["source"])} beside ${String(row["against"])}`}{" "}
              <span className="text-xs text-soft">{`${count(sum(own, "patients"))} patients, ${count(whole)} due days`}</span>
            </p>
            <div className="mt-1.5 flex h-3 gap-px overflow-hidden rounded-full" aria-hidden="true">
              {parts.map(({ id, fill }) => (
                <div key={id} style={{ width: across(sum(own, id) / whole), background: fill }} />
              ))}
            </div>
            <dl className="mt-2 grid grid-cols-[auto_1fr_auto] items-center gap-x-2 text-xs">
              {parts.map(({ id, fill }) => (
                <div key={id} className="contents">
                  <span className="size-2.5 rounded-[2px]" style={{ background: fill }} aria-hidden="true" />
                  <dt className="text-soft">{words[id]}</dt>
                  <dd className="text-right">{percent(sum(own, id) / whole)}</dd>
                </div>
              ))}
            </dl>
          </div>
        );
      })}
      {pairs.length > mostPairs && (
        <p className="text-xs text-soft">{`${count(pairs.length - mostPairs)} more pairs of sources are not drawn.`}</p>
      )}
    </div>
  );
}
