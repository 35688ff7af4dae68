import { none, sql, type Sql } from "../sql";
import { dayNumber, type Events } from "./supply";

/** What becomes of supply in hand while a medicine is not prescribed, or its patient in hospital: it is used on, what is left of it is dropped, or it waits until after. */
export const interruptionRules = ["continue", "discard", "carryover"] as const;
export type InterruptionRule = (typeof interruptionRules)[number];

export type Rules = {
  interruptions: InterruptionRule;
  stays: InterruptionRule;
  /** Whether a first prescription without an end counts from the first dispensing before it. */
  initial: boolean;
};

const daily = sql`coalesce(dose * per_day, dose)`;
/** A medicine that is not known is one too. */
const medicine = sql`coalesce(item, -1) AS med`;
const along = sql`PARTITION BY subject, med ORDER BY since`;
const before = sql`ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING`;

const dispensings = ({ events, inRoles }: Events, items: Sql): Sql => sql`
  SELECT subject, segment, row, item, ${medicine}, kind, key, occurred_at, recorded_at, ${dayNumber(sql`day`)}::INTEGER AS day, value, dose, per_day, days_supply
  FROM ${events} WHERE ${inRoles("supply")} AND ${items}`;

/** Days on which what is prescribed of a medicine changes: (subject, med, since, given, dose, times), a day's dose and the doses a day the last that were stated. */
const changes = ({ events, inRoles }: Events, items: Sql, initial: boolean): Sql => sql`
  WITH stated AS (
    SELECT *, lead(no) OVER placed AS next_no, row_number() OVER placed AS place FROM (
      SELECT subject, ${medicine}, day, occurred_at, recorded_at, key, ${dayNumber(sql`day`)}::INTEGER AS no, ${inRoles("order")} AND coalesce(${daily}, 1) > 0 AS given,
        CASE WHEN ${inRoles("order")} THEN nullif(${daily}, 0) END AS dose,
        CASE WHEN ${inRoles("order")} AND ${daily} > 0 THEN coalesce(per_day, 1) END AS times, CASE WHEN ${inRoles("order")} THEN ${dayNumber(sql`until_day`)} + 1 END AS until_no
      FROM ${events} WHERE ${inRoles("order", "stop")} AND ${items})
    WINDOW placed AS (PARTITION BY subject, med ORDER BY day, occurred_at, recorded_at, key)),
  begun AS (SELECT s.* ${initial ? sql`REPLACE (CASE WHEN place = 1 AND until_no IS NULL THEN least(no, coalesce(fill_no, no)) ELSE no END AS no)` : none}
    FROM stated s ${initial ? sql`LEFT JOIN (SELECT subject, med, min(day) AS fill_no FROM fills GROUP BY ALL) f USING (subject, med)` : none}),
  known AS (SELECT * REPLACE (last_value(dose IGNORE NULLS) OVER (PARTITION BY subject, med ORDER BY place) AS dose, last_value(times IGNORE NULLS) OVER (PARTITION BY subject, med ORDER BY place) AS times, given AND coalesce(until_no > no, TRUE) AS given) FROM begun)
  SELECT subject, med, no AS since, given, dose, times FROM known WHERE next_no IS NULL OR next_no > no
  UNION ALL SELECT subject, med, until_no, FALSE, dose, times FROM known WHERE given AND until_no IS NOT NULL AND (next_no IS NULL OR until_no < next_no)`;

/** The same with the days on which a stay begins and ends, as stretches of one rate each: (subject, med, since, till, rate, given, dose, used, active, barriers); `rate` is the dose that a day takes, `used` what the days before took, `active` the number of the last stretch that takes any,
 * `barriers` how often what was left has been dropped. */
const stretches = (hospital: Sql, { interruptions, stays }: Rules): Sql => sql`
  WITH points AS (SELECT subject, med, since, given, dose, NULL::BOOLEAN AS inside FROM changes${
    stays === "continue"
      ? none
      : sql` UNION ALL SELECT subject, med, unnest([from_no, to_no]), NULL, NULL, unnest([TRUE, FALSE]) FROM (${hospital}) JOIN (SELECT DISTINCT subject, med FROM changes) USING (subject)`
  }),
  marked AS (SELECT subject, med, since, bool_or(given) AS given, max(dose) AS dose, bool_or(inside) AS inside FROM points GROUP BY ALL),
  filled AS (SELECT subject, med, since, last_value(given IGNORE NULLS) OVER (${along}) AS given, last_value(dose IGNORE NULLS) OVER (${along}) AS dose, coalesce(last_value(inside IGNORE NULLS) OVER (${along}), FALSE) AS inside FROM marked),
  rated AS (SELECT *, CASE WHEN given IS NULL OR dose IS NULL THEN NULL WHEN inside THEN 0 WHEN given THEN dose ELSE ${interruptions === "continue" ? sql`dose` : sql`0`} END AS rate,
      ${stays === "discard" ? sql`(inside AND NOT lag(inside, 1, FALSE) OVER (${along}))` : sql`FALSE`} OR ${interruptions === "discard" ? sql`(NOT given AND lag(given, 1, TRUE) OVER (${along}))` : sql`FALSE`} AS barrier FROM filled),
  kept AS (SELECT * FROM rated QUALIFY barrier OR rate IS DISTINCT FROM lag(rate) OVER (${along}) OR row_number() OVER (${along}) = 1 OR (rate = 0 AND given IS DISTINCT FROM lag(given) OVER (${along}))),
  timed AS (SELECT *, lead(since) OVER (${along}) AS till FROM kept)
  SELECT subject, med, since, till, rate, given, dose, coalesce(sum(coalesce(rate, 0) * (till - since)) OVER (${along} ${before}), 0)::DOUBLE AS used,
    count(*) FILTER (rate > 0) OVER (${along}) AS active, count(*) FILTER (barrier) OVER (${along}) AS barriers FROM timed`;

/**
 * Days of supply from what was dispensed and what was prescribed at the time, a row for each stretch of a dispensing at one dose, or one with `why` for a dispensing of which no day is known: (subject, segment, row, item, kind, key, occurred_at, recorded_at, day, days, dose, why). The amount is the event's
 * value, else its dose times its doses a day, those of the prescription where it has none, times its days; each dispensing is used from its own day on. With F(t) what was prescribed up to t, a dispensing of q at t lasts to F⁻¹(F(t) + q). After AdhereR's compute_event_durations (Dima & Dediu 2017), with split.on.dosage.change. Three sorts, of dispensings, prescriptions and
 * stays; linear in them and in the stretches that come out.
 */
export const prescribedDays = (events: Events, items: Sql, hospital: Sql, rules: Rules): Sql => sql`
  WITH fills AS (${dispensings(events, items)}),
  changes AS (${changes(events, items, rules.initial)}),
  stretches AS (${stretches(hospital, rules)}),
  taking AS (SELECT * FROM stretches WHERE rate > 0),
  amounts AS (SELECT f.* EXCLUDE (value, dose, per_day, days_supply), coalesce(value, f.dose * coalesce(per_day, times, 1) * days_supply) AS amount
    FROM fills f ASOF LEFT JOIN changes c ON c.subject = f.subject AND c.med = f.med AND c.since <= f.day),
  started AS (SELECT f.*, s.given, s.dose, s.barriers, CASE WHEN rate > 0 THEN active ELSE active + 1 END AS first_active, used + rate * (day - since) + CASE WHEN amount > 0 THEN amount END AS target
    FROM amounts f ASOF LEFT JOIN stretches s ON s.subject = f.subject AND s.med = f.med AND s.since <= f.day),
  reached AS (SELECT f.*, t.active AS last_active FROM started f ASOF LEFT JOIN taking t ON t.subject = f.subject AND t.med = f.med AND t.used < f.target - 1e-9 * f.amount),
  pieces AS (
    SELECT segment, row, greatest(r.day, since) AS day, least(coalesce(till - greatest(r.day, since), 'infinity'::DOUBLE), (target - used) / rate - (greatest(r.day, since) - since)) AS days, rate
    FROM (SELECT segment, row, subject, med, day, target, barriers, unnest(range(first_active, last_active + 1)) AS active FROM reached${
      rules.interruptions === "discard" ? sql` WHERE given` : none
    }) r
    JOIN taking USING (subject, med, active, barriers))
  SELECT f.subject, segment, f.row, item, kind, key, occurred_at, recorded_at, coalesce(p.day, f.day)::INTEGER AS day, days::DOUBLE AS days, rate::DOUBLE AS dose,
    CASE WHEN days IS NOT NULL THEN NULL WHEN amount IS NULL OR amount <= 0 THEN 'amount dispensed not known' WHEN given IS NULL THEN 'dispensed without a prescription'
      WHEN f.dose IS NULL THEN 'prescribed dose not known' ELSE 'dispensed while not prescribed' END AS why
  FROM reached f LEFT JOIN pieces p USING (segment, row)`;
