import { grouped } from "../../group";
import type { Rule } from "./rule";

/** One row of a file as tests state it: `recorded` is its own moment; a number names an event by id; a position stands for topic, partition and offset; one that is not sound cannot be admitted. */
export type ModelRow = {
  id: number | null;
  position: number | null;
  subject: string;
  value: number;
  source: "a" | "b";
  recorded: number;
  names: number | null;
  withdraws: boolean;
  sound: boolean;
};
export type Files = readonly (readonly ModelRow[])[];

type Event = ModelRow & { event: string };

export const said = ({ subject, value, source, names, withdraws }: ModelRow): string =>
  JSON.stringify([subject, value, source, names, withdraws]);

/** The admitted rows of a file, each with the event that it states: by its id, its position, or what it says and how often the file said so before. */
export function eventsOf<Row extends ModelRow>(file: readonly Row[]): (Row & { event: string })[] {
  const times = new Map<string, number>();
  return file
    .filter(({ sound }) => sound)
    .map((row) => {
      if (row.id !== null) return { ...row, event: `id ${row.id}` };
      if (row.position !== null) return { ...row, event: `at ${row.source} ${row.position}` };
      const nth = (times.get(said(row)) ?? 0) + 1;
      times.set(said(row), nth);
      return { ...row, event: `says ${said(row)} ${nth}` };
    });
}

/** The files as they were had nobody of these subjects ever been in them. */
export const withoutSubjects = (files: Files, gone: readonly string[]): ModelRow[][] =>
  files.map((rows) => rows.filter(({ subject }) => !gone.includes(subject)));

const between = <T extends number | string>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);

/** Order of recording; of what was recorded at once, by what it says and of which event, never by where it lies. */
const inOrder = (a: Event, b: Event): number =>
  a.recorded - b.recorded || between(said(a), said(b)) || between(a.event, b.event);

/** Each event's versions as they became known, the same content once, in order of recording. */
function versionsOf(files: Files): Event[] {
  const rows = files.flatMap(eventsOf).toSorted(inOrder);
  return [...grouped(rows, (row) => `${row.event} ${said(row)}`).values()]
    .flatMap(([earliest]) => earliest ?? [])
    .toSorted(inOrder);
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
export function inForce(files: Files, rule: Rule, moment: number): Event[] {
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
