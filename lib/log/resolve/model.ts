import { grouped } from "../../group";
import type { Rule } from "./rule";

/** One row of a file as tests state it: `recorded` is its own moment; a number names an event by id; a position stands for topic, partition and offset. */
export type ModelRow = {
  id: number | null;
  position: number | null;
  value: number;
  source: "a" | "b";
  recorded: number;
  names: number | null;
  withdraws: boolean;
};

type Event = ModelRow & { event: string };

const said = ({ value, source, names, withdraws }: ModelRow) => JSON.stringify([value, source, names, withdraws]);

/** Each event's versions as they became known, the same content once, in order of recording. */
function versionsOf(files: readonly (readonly ModelRow[])[]): Event[] {
  const rows = files.flatMap((file) => {
    const seen = new Map<string, number>();
    return file.map((row): Event => {
      if (row.id !== null) return { ...row, event: `id ${row.id}` };
      if (row.position !== null) return { ...row, event: `at ${row.source} ${row.position}` };
      const nth = (seen.get(said(row)) ?? 0) + 1;
      seen.set(said(row), nth);
      return { ...row, event: `says ${said(row)} ${nth}` };
    });
  });
  const first = grouped(
    rows.toSorted((a, b) => a.recorded - b.recorded),
    (row) => `${row.event} ${said(row)}`,
  );
  return [...first.values()].flatMap(([earliest]) => earliest ?? []).toSorted((a, b) => a.recorded - b.recorded);
}

const rankOf = (rule: Rule, row: ModelRow, nth: number): number =>
  rule.by === "latest" ? 0 : rule.by === "first" ? nth : [...rule.sources, row.source].indexOf(row.source);

/** Of contradictory rows in order, the one that the rule takes. */
const best = <R extends ModelRow>(rule: Rule, rows: readonly R[]): R | undefined =>
  rows.reduce<{ row: R; rank: number } | undefined>((taken, row, nth) => {
    const rank = rankOf(rule, row, nth);
    return taken === undefined || rank <= taken.rank ? { row, rank } : taken;
  }, undefined)?.row;

/** What was in force at a moment, by the definition, from the rows recorded by then alone. */
export function inForce(files: readonly (readonly ModelRow[])[], rule: Rule, moment: number): Event[] {
  const known = versionsOf(files).filter(({ recorded }) => recorded <= moment);
  const holding = [...grouped(known, ({ event }) => event).values()].flatMap((rows) => best(rule, rows) ?? []);
  const statements: { by: Event; own: string; target: string; withdraws: boolean }[] = [];
  const leads = (from: string, to: string, seen: ReadonlySet<string> = new Set()): boolean =>
    from === to ||
    statements.some(
      ({ own, target }) => own === from && !seen.has(target) && leads(target, to, new Set([...seen, target])),
    );
  for (const row of known) {
    const target = `id ${row.names}`;
    const taken = best(
      rule,
      known.filter(({ event, recorded }) => event === row.event && recorded <= row.recorded),
    );
    if (row.names !== null && taken === row && !leads(target, row.event))
      statements.push({ by: row, own: row.event, target, withdraws: row.withdraws });
  }
  const effective = ({ by, own }: (typeof statements)[number]): boolean =>
    holding.includes(by) && !statements.some((other) => other.withdraws && other.target === own && effective(other));
  return holding.filter(({ event }) => !statements.some((by) => by.target === event && effective(by)));
}
