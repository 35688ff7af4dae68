import { Failed } from "../../failure";

/**
 * A count of patients, a whole number from nought. `id` is the same in every table and every report of the study that has this count.
 * `shown`: it stands in the report; else nobody prints it, but a reader could work it out (100 − 97), so that it is protected alike.
 * `grows`: in a later report of the study it is no less (events are added, none taken away).
 */
export type Count = { id: string; value: number; shown: boolean; grows: boolean };

/** That a count is the sum of others, as every reader knows. */
export type Sum = { total: string; parts: string[] };

/** That a count is at most another, as every reader knows. */
export type Below = { less: string; more: string };

/** What rests on counts: a share, a mean, a quantile, a step of a curve. `pins`: whoever sees it can work out those counts of which nobody prints the number (a share of a known whole). */
export type Dependent = { id: string; on: string[]; pins: boolean };

/** Tables as counts, what a reader knows of them, and what rests on them. */
export type Model = { counts: Count[]; sums: Sum[]; belows: Below[]; dependents: Dependent[] };

/** What is left of a whole without some of its parts, as a count that nobody prints, and the sum that a reader knows. */
export function complement(id: string, whole: Count, parts: readonly Count[]): { count: Count; sum: Sum } {
  const value = parts.reduce((left, part) => left - part.value, whole.value);
  return {
    count: { id, value, shown: false, grows: false },
    sum: { total: whole.id, parts: [...parts.map((part) => part.id), id] },
  };
}

/** Several tables as one: a count that several have is one count, shown where any shows it. */
export function joined(models: readonly Model[]): Model {
  const counts = new Map<string, Count>();
  for (const count of models.flatMap((model) => model.counts)) {
    const other = counts.get(count.id);
    if (other && other.value !== count.value)
      throw new Failed({ kind: "disclosure", detail: `“${count.id}” is ${other.value} and ${count.value}` });
    const [shown, grows] = [count.shown || other?.shown === true, count.grows || other?.grows === true];
    counts.set(count.id, { ...count, shown, grows });
  }
  return {
    counts: [...counts.values()],
    sums: models.flatMap((model) => model.sums),
    belows: models.flatMap((model) => model.belows),
    dependents: models.flatMap((model) => model.dependents),
  };
}

/** Says where a model contradicts itself; empty where it does not. Protection rests on it, so that what contradicts itself is refused. */
export function contradictions({ counts, sums, belows, dependents }: Model): string[] {
  const values = new Map(counts.map(({ id, value }) => [id, value]));
  const unknown = [
    ...sums.flatMap(({ total, parts }) => [total, ...parts]),
    ...belows.flatMap(({ less, more }) => [less, more]),
    ...dependents.flatMap(({ on }) => on),
  ].filter((id) => !values.has(id));
  const of = (id: string) => values.get(id) ?? NaN;
  return [
    ...unknown.map((id) => `there is no count “${id}”`),
    ...(values.size < counts.length ? ["two counts have one name"] : []),
    ...counts
      .filter(({ value }) => !(Number.isSafeInteger(value) && value >= 0))
      .map(({ id }) => `“${id}” is no count`),
    ...sums
      .filter(({ total, parts }) => parts.reduce((sum, id) => sum + of(id), 0) !== of(total))
      .map(({ total }) => `“${total}” is not the sum of its parts`),
    ...sums
      .filter(({ total, parts }) => new Set([total, ...parts]).size <= parts.length)
      .map(({ total }) => `a count is twice in the sum “${total}”`),
    ...belows
      .filter(({ less, more }) => !(of(less) <= of(more)))
      .map(({ less, more }) => `“${less}” is more than “${more}”`),
  ];
}
