/** A supply of an item: days from `day` on. Observation is `from` to `to`, both included; `end` is what ended it. */
export type Treated = {
  supplies: readonly { item: string; day: number; days: number }[];
  from: number;
  to: number;
  end: "died" | "lost" | null;
};
export type PathRules = { collapse: number; least: number; overlap: number; lines: number };
export type Step = { treatment: string; kind: "one" | "combination" | "state"; days: number | null };

const range = (from: number, to: number) => Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);

/** Maximal runs of ascending days whose neighbours belong together. */
function runsOf(days: readonly number[], together: (a: number, b: number) => boolean): number[][] {
  const runs: number[][] = [];
  for (const day of days) {
    const run = runs.at(-1);
    if (run && together(run.at(-1) ?? day, day)) run.push(day);
    else runs.push([day]);
  }
  return runs;
}

type Era = { item: string; days: ReadonlySet<number>; first: number; last: number };

/** Days in hand of each item, days between of up to `collapse` filled in; runs of `least` days or more. */
function erasOf({ supplies, from, to }: Treated, { collapse, least }: PathRules): Era[] {
  const started = supplies.filter(({ day }) => day >= from && day <= to);
  return [...new Set(started.map(({ item }) => item))].flatMap((item) => {
    const held = new Set(
      started.filter((one) => one.item === item).flatMap(({ day, days }) => range(day, Math.min(day + days, to + 1))),
    );
    return runsOf(
      [...held].toSorted((a, b) => a - b),
      (a, b) => b - a - 1 <= collapse,
    ).flatMap((run) => {
      const [first, last] = [run[0] ?? 0, run.at(-1) ?? 0];
      return last - first + 1 < least ? [] : { item, first, last, days: new Set(range(first, last + 1)) };
    });
  });
}

/** The days of an era without those from the first start of one that takes over from it. */
function keptDays(era: Era, all: readonly Era[], { overlap }: PathRules): number[] {
  const later = all.filter((other) => other.first > era.first && other.last > era.last);
  const short = later.filter((other) => {
    const shared = [...other.days].filter((day) => era.days.has(day)).length;
    return shared > 0 && shared < overlap;
  });
  const end = Math.min(Infinity, ...short.map(({ first }) => first));
  return [...era.days].filter((day) => day < end);
}

/** A patient's path by its definition, day by day. */
export function pathOf(patient: Treated, rules: PathRules): Step[] {
  const eras = erasOf(patient, rules);
  const onDay = new Map<number, string[]>();
  for (const era of eras)
    for (const day of keptDays(era, eras, rules))
      onDay.set(
        day,
        [...(onDay.get(day) ?? []), era.item].toSorted((a, b) => (a < b ? -1 : 1)),
      );
  const at = (day: number | undefined) => (day === undefined ? [] : (onDay.get(day) ?? []));
  const days = [...onDay.keys()].toSorted((a, b) => a - b);
  const stretches = runsOf(days, (a, b) => b === a + 1 && at(a).join("\n") === at(b).join("\n"));
  const told = stretches.filter((stretch) => {
    const [first, last] = [stretch[0] ?? 0, stretch.at(-1) ?? 0];
    const within = (day: number) => at(first).every((item) => at(day).includes(item));
    return stretch.length >= rules.least || !(within(first - 1) || within(last + 1));
  });
  const lines: Step[] = [];
  for (const stretch of told) {
    const items = at(stretch[0]);
    const treatment = items.join(" + ");
    const line = lines.at(-1);
    if (line?.treatment === treatment) lines.splice(-1, 1, { ...line, days: (line.days ?? 0) + stretch.length });
    else lines.push({ treatment, kind: items.length > 1 ? "combination" : "one", days: stretch.length });
  }
  return [
    ...lines.slice(0, rules.lines),
    { treatment: ending(patient, rules, lines.length, days.at(-1)), kind: "state", days: null },
  ];
}

function ending(
  { supplies, from, to, end }: Treated,
  rules: PathRules,
  lines: number,
  last: number | undefined,
): string {
  if (last === undefined)
    return supplies.some(({ day }) => day >= from && day <= to) ? "no lasting supply" : "never supplied";
  if (lines > rules.lines) return "further lines";
  return end ?? (to - last <= rules.collapse ? "still on it" : "stopped");
}
