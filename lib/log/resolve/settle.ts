import { grouped } from "../../group";
import { closing } from "./closing";
import { without, type Interval } from "./intervals";

/** A row that names an event: while it holds and is not withdrawn itself, that event does not; `own` and `target` are events. */
export type Statement<Row> = Interval & { row: Row; own: string; target: string; withdraws: boolean };

/** A version of an event, and while it holds as far as other versions go. */
export type Version<Row> = Interval & { row: Row; event: string };

/** While each version is in force, and the rows that name an event which, directly or not, names theirs: they do nothing. `statements` come in the order they were recorded.
 * A statement has effect while it holds, except where a retraction of its event has; one that was replaced keeps its effect, since what replaced it stands in its place. */
export function settle<Row>(
  statements: readonly Statement<Row>[],
  versions: readonly Version<Row>[],
): { inForce: { row: Row; intervals: Interval[] }[]; cycles: Row[] } {
  const numbers = new Map<string, number>();
  const numberOf = (event: string) => {
    const known = numbers.get(event) ?? numbers.size;
    numbers.set(event, known);
    return known;
  };
  const links = statements.map(({ own, target }) => ({ own: numberOf(own), target: numberOf(target) }));
  const closed = closing(numbers.size, links);
  const open = statements.filter((_, i) => !closed.has(i));

  const stated = grouped(open, ({ own }) => own);
  const awaited = new Map<string, number>();
  for (const { target } of open) awaited.set(target, (awaited.get(target) ?? 0) + 1);
  const effects = new Map<string, { withdraws: boolean; intervals: Interval[] }[]>();
  const effectsOn = (event: string) => effects.get(event) ?? [];
  const ready = [...stated.keys()].filter((own) => !awaited.has(own));
  for (let own = ready.pop(); own !== undefined; own = ready.pop()) {
    const withdrawn = effectsOn(own).flatMap(({ withdraws, intervals }) => (withdraws ? intervals : []));
    for (const statement of stated.get(own) ?? []) {
      const { target, withdraws } = statement;
      const held = effects.get(target) ?? [];
      effects.set(target, held);
      held.push({ withdraws, intervals: without(statement, withdrawn) });
      const left = (awaited.get(target) ?? 0) - 1;
      awaited.set(target, left);
      if (left === 0 && stated.has(target)) ready.push(target);
    }
  }
  return {
    inForce: versions.map((version) => ({
      row: version.row,
      intervals: without(
        version,
        effectsOn(version.event).flatMap(({ intervals }) => intervals),
      ),
    })),
    cycles: statements.flatMap(({ row }, i) => (closed.has(i) ? [row] : [])),
  };
}
