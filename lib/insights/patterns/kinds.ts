import type { Row } from "../../engine/decode";
import { grouped } from "../../group";
import type question from "./question";

type Cell = Pick<Row<typeof question.columns>, "event" | "events" | "days">;

const sum = (values: readonly (number | null)[]): number =>
  values.reduce<number>((all, value) => all + (value ?? 0), 0);

/** How far the rates of a kind lie from its average over all periods and groups, for each of its events: Pearson’s chi-square less its degrees of freedom, so that a few events are not taken for a pattern, by the number of events. What happens every day alike has nearly none. */
export function unevenness(cells: readonly Cell[]): number {
  const [events, days] = [sum(cells.map((cell) => cell.events)), sum(cells.map((cell) => cell.days))];
  if (events === 0 || days === 0) return 0;
  const under = cells.filter((cell) => (cell.days ?? 0) > 0);
  const square = sum(
    under.map((cell) => {
      const expected = (events * (cell.days ?? 0)) / days;
      return ((cell.events ?? 0) - expected) ** 2 / expected;
    }),
  );
  return Math.max(0, square - (under.length - 1)) / events;
}

/** Kinds of events, those whose rates lie furthest from their average first: what is everyday comes last. */
export const kindsOf = (cells: readonly Cell[]): string[] =>
  [...grouped(cells, ({ event }) => event ?? "")]
    .map(([event, own]) => ({ event, far: unevenness(own) }))
    .toSorted((a, b) => b.far - a.far || (a.event < b.event ? -1 : 1))
    .map(({ event }) => event);
