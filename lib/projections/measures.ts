import type { Dialect } from "../engine/dialect";
import { none, sql, type Sql } from "../sql";
import { proportionCovered } from "./pdc";
import { anyMedication, carried, gapTo, type CarryOver } from "./gaps";

/** Measures of medication availability by AdhereR's names, the medication possession ratio and the proportion of days covered. */
export const supplyMeasures = [
  "CMA1",
  "CMA2",
  "CMA3",
  "CMA4",
  "CMA5",
  "CMA6",
  "CMA7",
  "CMA8",
  "CMA9",
  "MPR",
  "PDC",
] as const;
export type SupplyMeasure = (typeof supplyMeasures)[number];

/** Measures for which supply left over counts, and those for which it also counts what was left before the window. */
const carries: ReadonlySet<SupplyMeasure> = new Set(["CMA5", "CMA6", "CMA7", "CMA8", "CMA9"]);
const carriesIn: ReadonlySet<SupplyMeasure> = new Set(["CMA7", "CMA8", "CMA9"]);

export const readsGaps = (measure: SupplyMeasure): boolean => carriesIn.has(measure);
export const hasCarryOver = (measure: SupplyMeasure): boolean => carries.has(measure);

/** The carry-over with which episodes are found that a measure is taken in: none, or any medication's. */
export const ownCarryOver = (measure: SupplyMeasure): CarryOver | null =>
  hasCarryOver(measure) ? anyMedication : null;

/** Parts of the observation window, each its own window: their numbers between two days, and the day each starts and ends. They may read o0 and o1. */
export type Spans = { parts(from: Sql, to: Sql): Sql; start(part: Sql): Sql; end(part: Sql): Sql };

/** Sliding windows: ⌊(OW − width) / step⌋ + 1 of them, numbered from 1, days. */
export const sliding = (width: number, step: number): Spans => ({
  parts: (from, to) => sql`range(1 + greatest(0, ceil((${from} - o0 - ${width}) / ${step})::INTEGER),
    2 + least(floor((o1 - o0 - ${width}) / ${step})::INTEGER, floor((${to} - o0) / ${step})::INTEGER))`,
  start: (part) => sql`(o0 + ${step} * (${part} - 1))`,
  end: (part) => sql`(o0 + ${step} * (${part} - 1) + ${width})`,
});

/** Windows of one width, one after the other, numbered from 0; the last is as long as there are days. */
export const stepped = (width: number): Spans => ({
  parts: (from, to) =>
    sql`range(greatest(0, floor((${from} - o0) / ${width})::INTEGER - 1), 1 + floor((least(o1 - 1, ${to}) - o0) / ${width})::INTEGER)`,
  start: (part) => sql`(o0 + ${width} * ${part})`,
  end: (part) => sql`least(o1, o0 + ${width} * (${part} + 1))`,
});

type Asked = {
  dialect: Dialect;
  /** (subject, item, day, days, dose, ordinal) */
  supplies: Sql;
  /** (subject, f0, f1, o0, o1, why) */
  windows: Sql;
  /** Supplies of the follow-up with what is carried into them, where they are kept: see `gaps`. Made anew where they are not. */
  gaps?: Sql;
  carry: CarryOver;
  /** Days in hospital: see `stays`. Read for the proportion of days covered. */
  stays: Sql;
  /** How each window is divided: not at all, into parts of a kind, or it is one of several that `windows` and `gaps` number as `part`. */
  spans: Spans | "own" | null;
};

const ofCourse = sql`s.subject, ordinal, item, day, days, dose, next_day, level`;

/** Supplies within follow-up with next_day, carried and f1: what every measure with carry-over into the window, and every episode, is made of. */
export const gaps = (supplies: Sql, windows: Sql, carry: CarryOver | null): Sql =>
  carried(
    sql`SELECT ${ofCourse}, f1 FROM ${supplies} s JOIN ${windows} w ON w.subject = s.subject WHERE why IS NULL AND day BETWEEN f0 AND f1`,
    carry,
    { parts: [], end: sql`f1` },
  );

/** The same where a patient has several follow-up windows, numbered as `part`. */
const gapsByPart = (supplies: Sql, windows: Sql, carry: CarryOver | null): Sql =>
  carried(
    sql`SELECT ${ofCourse}, part, f1 FROM ${supplies} s JOIN (SELECT subject, part, f0, f1 FROM ${windows} WHERE why IS NULL) w ON w.subject = s.subject WHERE day BETWEEN f0 AND f1`,
    carry,
    { parts: [sql`part`], end: sql`f1` },
  );

/** The gaps that were kept, or new ones. */
const gapsOf = ({ supplies, windows, carry, spans, gaps: kept }: Asked): Sql =>
  kept ?? sql`(${spans === "own" ? gapsByPart(supplies, windows, carry) : gaps(supplies, windows, carry)})`;

/** What a measure over whole observation windows rests on, supply by supply: (subject, row, day, days, interval, carried, gap) of those that count for it; carried, interval and gap are null after the window. */
export function counted(measure: SupplyMeasure, asked: Asked): Sql {
  const { windows, supplies, carry } = asked;
  const inside = sql`SELECT s.*, o0, o1 AS until FROM ${supplies} s JOIN (SELECT subject, o0, o1 FROM ${windows} WHERE why IS NULL) USING (subject) WHERE day BETWEEN o0 AND o1`;
  const rows = readsGaps(measure)
    ? sql`SELECT g.*, ${measure === "CMA9" ? sql`f1` : sql`o1`} AS until FROM ${gapsOf(asked)} g JOIN (SELECT subject, o1 FROM ${windows} WHERE why IS NULL) USING (subject)`
    : carried(inside, carries.has(measure) ? carry : null, { parts: [], end: sql`until` });
  return sql`SELECT subject, ordinal, r.row, day, days, CASE WHEN day <= until THEN carried END AS carried, CASE WHEN day <= until THEN least(coalesce(next_day, until), until) - day END AS interval,
    CASE WHEN day <= until THEN ${gapTo(sql`until`)} END AS gap FROM (${rows}) c JOIN (SELECT subject, ordinal, row FROM ${supplies}) r USING (subject, ordinal)`;
}

/** Rows joined to the windows that the stretch from..to of each reaches: with part, w0 and w1. */
function placed(rows: Sql, { windows, spans }: Asked, numbered: boolean, to: Sql, keep: Sql): Sql {
  if (spans === "own") {
    const keys = numbered ? sql`subject, part` : sql`subject`;
    return sql`SELECT * FROM (SELECT g.*, ${numbered ? none : sql`part, `}o0 AS w0, o1 AS w1 FROM ${rows} g JOIN (SELECT subject, part, o0, o1 FROM ${windows} WHERE why IS NULL) USING (${keys})) WHERE ${keep}`;
  }
  const joined = sql`FROM ${rows} g JOIN (SELECT subject, o0, o1 FROM ${windows} WHERE why IS NULL) USING (subject)`;
  if (!spans) return sql`SELECT * FROM (SELECT g.*, 0 AS part, o0 AS w0, o1 AS w1 ${joined}) WHERE ${keep}`;
  return sql`SELECT * FROM (SELECT *, ${spans.start(sql`part`)} AS w0, ${spans.end(sql`part`)} AS w1
    FROM (SELECT g.*, o0, o1, unnest(${spans.parts(sql`day`, to)}) AS part ${joined})) WHERE ${keep}`;
}

const span = sql`(last_day - first_day)`;
const rest = sql`(w1 - first_day)`;
const width = sql`(w1 - w0)`;

type Formula = { value: Sql; why: Sql };
const empty = sql`WHEN n IS NULL THEN 'no supply in the window'`;
const two: Sql = sql`CASE ${empty} WHEN n = 1 THEN 'one supply only' WHEN first_day = last_day THEN 'all supplies on one day' END`;
const one: Sql = sql`CASE ${empty} WHEN first_day = w1 THEN 'supply on the last day only' END`;

/** Formulas over the supplies in a window: n, total and last (days), first_day, last_day, gaps and last_gap. */
const within: Record<Exclude<SupplyMeasure, "CMA7" | "CMA8" | "CMA9" | "PDC">, Formula> = {
  CMA1: { value: sql`(total - last) / ${span}`, why: two },
  CMA2: { value: sql`total / ${rest}`, why: one },
  CMA3: { value: sql`least(1, (total - last) / ${span})`, why: two },
  CMA4: { value: sql`least(1, total / ${rest})`, why: one },
  CMA5: { value: sql`1 - (gaps - last_gap) / ${span}`, why: two },
  CMA6: { value: sql`1 - gaps / ${rest}`, why: one },
  MPR: { value: sql`coalesce(total, 0) / ${width}`, why: sql`NULL` },
};

const inWindow = sql`day BETWEEN w0 AND w1`;

function ofWindow(measure: keyof typeof within, asked: Asked): { folded: Sql; formula: Formula } {
  const rows = placed(asked.supplies, asked, false, sql`day`, inWindow);
  const whole = carries.has(measure)
    ? sql`SELECT *, ${gapTo(sql`w1`)} AS gap FROM (${carried(rows, asked.carry, { parts: [sql`part`], end: sql`w1` })})`
    : sql`SELECT *, 0 AS gap, 0 AS carried FROM (${rows})`;
  const folded = sql`SELECT subject, part, count(*) AS n, ${asked.dialect.total(sql`days`)} AS total, arg_max(days, ordinal) AS last, min(day) AS first_day, max(day) AS last_day,
      ${asked.dialect.total(sql`gap`)} AS gaps, arg_max(gap, ordinal) AS last_gap, bool_or(carried IS NULL) AS unknown FROM (${whole}) GROUP BY subject, part`;
  return { folded, formula: within[measure] };
}

/** The window's fills up to its last day, which is not its own. */
const covering = (asked: Asked): { folded: Sql; formula: Formula } => ({
  folded: proportionCovered(placed(asked.supplies, asked, false, sql`day`, sql`day >= w0 AND day < w1`), asked.stays),
  formula: {
    value: sql`share`,
    why: sql`CASE WHEN share IS NULL AND unmet IS NULL THEN 'no supply in the window' ELSE unmet END`,
  },
});

/** Supplies that the window's days rest on: its own, and the one before that reaches it. */
const reaching = sql`day <= w1 AND (day >= w0 OR coalesce(next_day, w0) >= w0)`;

/** 1 − days without supply / length, from `start` on: the window's gaps, and before its first supply the earlier gap as far as it reaches. */
const sinceStart = ({ dialect }: Asked, start: Sql, length: Sql) => sql`
  CASE WHEN max(day) >= ${start} THEN 1 - (${dialect.total(sql`CASE WHEN day >= ${start} THEN gap END`)} + least(min(day) FILTER (day >= ${start}) - ${start},
      coalesce(arg_max(gap, ordinal) FILTER (day < ${start}), min(day) FILTER (day >= ${start}) - ${start}))) / ${length}
    ELSE greatest(0, 1 - arg_max(gap, ordinal) / ${length}) END`;

function intoWindow(measure: "CMA7" | "CMA8" | "CMA9", asked: Asked): { folded: Sql; formula: Formula } {
  const gapped = gapsOf(asked);
  const courses = asked.spans === "own" ? sql`subject, part` : sql`subject`;
  const reach = sql`(SELECT *, max(day + days + carried) OVER (PARTITION BY ${courses} ORDER BY ordinal ROWS UNBOUNDED PRECEDING) AS reach FROM ${gapped})`;
  const rows = placed(
    measure === "CMA8" ? reach : gapped,
    asked,
    true,
    sql`coalesce(next_day, f1)`,
    measure === "CMA9" ? sql`day < w1 AND coalesce(next_day, f1) > greatest(day, w0)` : reaching,
  );
  const unknown = sql`bool_or(carried IS NULL) AS unknown`;
  const folds = {
    CMA7: () => sql`SELECT subject, part, ${sinceStart(asked, sql`w0`, width)} AS folded, ${unknown}
      FROM (SELECT *, ${gapTo(sql`w1`)} AS gap FROM (${rows})) GROUP BY subject, part, w0, w1`,
    CMA8: () => sql`SELECT subject, part, CASE WHEN w0 < w1 THEN ${sinceStart(asked, sql`w0`, width)} END AS folded, ${unknown}
      FROM (SELECT * REPLACE (w1 - round_even(w1 - greatest(w0, coalesce(max(reach) FILTER (day < w0) OVER (PARTITION BY subject, part), w0)), 0) AS w0), ${gapTo(sql`w1`)} AS gap FROM (${rows}))
      GROUP BY subject, part, w0, w1`,
    CMA9: () => sql`SELECT subject, part, ${asked.dialect.total(sql`(least(coalesce(next_day, f1), w1) - greatest(day, w0)) * (1 - ${gapTo(sql`f1`)} / (coalesce(next_day, f1) - day))`)} AS amount, ${unknown}
      FROM (${rows}) GROUP BY subject, part`,
  };
  const formulas: Record<typeof measure, Formula> = {
    CMA7: { value: sql`folded`, why: sql`CASE WHEN unknown IS NULL THEN 'no supply by the end of the window' END` },
    CMA8: {
      value: sql`folded`,
      why: sql`CASE WHEN unknown IS NULL THEN 'no supply by the end of the window' WHEN folded IS NULL THEN 'supply from before fills the window' END`,
    },
    CMA9: {
      value: sql`coalesce(amount, 0) / ${width}`,
      why: sql`CASE WHEN NOT EXISTS (SELECT 1 FROM ${gapped} g WHERE (${courses}) = (${asked.spans === "own" ? sql`w.subject, w.part` : sql`w.subject`})) THEN 'no supply in follow-up' END`,
    },
  };
  return { folded: folds[measure](), formula: formulas[measure] };
}

/** A measure per patient and window: (subject, part, w0, w1, value, why), day numbers; one of value and why is null. As AdhereR 0.8.1 defines the measures, but for three places where it gives infinity, not a number or nought for what is not defined
 * (docs/adr/040). Linear in the supplies times the windows that each reaches. */
export function measured(measure: SupplyMeasure, asked: Asked): Sql {
  const { windows, spans } = asked;
  const { folded, formula } =
    measure === "PDC"
      ? covering(asked)
      : measure === "CMA7" || measure === "CMA8" || measure === "CMA9"
        ? intoWindow(measure, asked)
        : ofWindow(measure, asked);
  const divided = (spans: Spans) =>
    sql`SELECT subject, why, part, CASE WHEN why IS NULL THEN ${spans.start(sql`part`)} END AS w0, CASE WHEN why IS NULL THEN ${spans.end(sql`part`)} END AS w1
        FROM (SELECT *, unnest(CASE WHEN why IS NULL THEN ${spans.parts(sql`o0`, sql`o1`)} ELSE [NULL] END) AS part FROM ${windows})`;
  const all =
    spans && spans !== "own"
      ? divided(spans)
      : sql`SELECT subject, why, ${spans ? sql`part` : sql`0`} AS part, o0 AS w0, o1 AS w1 FROM ${windows}`;
  const dose = asked.carry.dose && carries.has(measure) ? sql`CASE WHEN unknown THEN 'dose not known' END` : sql`NULL`;
  return sql`SELECT subject, part, w0, w1, CASE WHEN why IS NULL THEN (${formula.value})::DOUBLE END AS value, why
    FROM (SELECT w.* REPLACE (coalesce(w.why, ${dose}, ${formula.why}) AS why), f.* EXCLUDE (subject, part)
      FROM (${all}) w LEFT JOIN (${folded}) f USING (subject, part))`;
}
