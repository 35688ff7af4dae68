import { decode, type Row } from "../../engine/decode";
import type { Place } from "../../engine/queue";
import { grouped } from "../../group";
import { roles, type Role } from "../../ingest/mapping/mapping";
import { standing, table } from "../../log/schema";
import type { Study } from "../../log/study";
import { id, join, list, sql, type Sql } from "../../sql";

/** What is said in words, by key of the log's dictionary. */
const words = {
  type: "type",
  recordedBy: "recorded_by",
  source: "source",
  item: "item",
  unit: "unit",
  reason: "reason",
};
type Word = keyof typeof words;

const plain = {
  id: "text",
  names: "text",
  position: "text",
  role: "text",
  day: "date",
  occurredAt: "text",
  recordedAt: "text",
  knownUntil: "text",
  dose: "number",
  perDay: "number",
  daysSupply: "number",
  value: "number",
  until: "date",
  segment: "integer",
  row: "integer",
} as const;
const columns = {
  subject: "integer",
  type: "integer",
  recordedBy: "integer",
  source: "integer",
  item: "integer",
  unit: "integer",
  reason: "integer",
  ...plain,
} as const;

/** When something held: ISO UTC to the microsecond, the end exclusive, null where it still holds. */
export type Held = { from: string; until: string | null };

/** A version of an event of one patient: what it says, who stated it, and when the log held it to be so. Clocks are ISO UTC to the microsecond, which sort as text. */
export type PatientEvent = Omit<
  Row<typeof plain>,
  "id" | "role" | "day" | "occurredAt" | "recordedAt" | "knownUntil"
> & {
  [name in Word]: string | null;
} & {
  /** The event whose version it is, as the log has it: equal for its versions, and for rows without an id that say the same. `names` is that of the event that it corrects or withdraws, `position` the place in its source's stream. */
  id: string;
  role: Role | null;
  day: string;
  occurredAt: string;
  recordedAt: string;
  /** What it states of the patient, by name. */
  traits: readonly { name: string; value: string }[];
  held: readonly Held[];
};

const clock = (moment: Sql): Sql => sql`strftime(${moment}, '%Y-%m-%dT%H:%M:%S.%fZ')`;

/** A task is done by what is completed at the moment at which it falls due. */
const duesFirst = sql`CASE WHEN role = 'task-done' THEN 1 ELSE 0 END`;

const versions = (subjects: readonly number[]): Sql => sql`
  WITH own AS MATERIALIZED (SELECT * FROM ${table("received")} WHERE subject IN ${list(subjects)} AND standing <> ${standing.duplicate})
  SELECT subject, ${join(Object.entries(words).map(([name, column]) => sql`e.${id(column)} AS ${id(name)}`))}, role, day,
    ${clock(sql`occurred_at`)} AS "occurredAt", ${clock(sql`recorded_at`)} AS "recordedAt", ${clock(sql`known_until`)} AS "knownUntil",
    dose, per_day AS "perDay", days_supply AS "daysSupply", value, until_day AS until, e.segment, e.row,
    e.space || ' ' || e.key AS id, n.space || ' ' || n.key AS names, lane || ' ' || pos || ' ' || coalesce(e.source::VARCHAR, '') AS position
  FROM own e LEFT JOIN ${table("roles")} USING (type) LEFT JOIN ${table("corrections")} n ON n.segment = e.segment AND n.row = e.row
  ORDER BY subject, day, occurred_at, ${duesFirst}, recorded_at, e.space, e.key, e.segment, e.row`;

type Found = Row<typeof columns>;

/** Words that were looked up, of each state of the log. */
const known = new WeakMap<Study, Map<number, string>>();

/** The words that some rows are told in, by their keys: one look at the dictionary costs less than one for each column, and the next patient shares most of them. */
async function wordsOf(study: Study, found: readonly Found[], at: Place): Promise<ReadonlyMap<number, string>> {
  const texts = known.get(study) ?? new Map<number, string>();
  known.set(study, texts);
  const keys = new Set(
    found.flatMap(({ type, recordedBy, source, item, unit, reason }) =>
      [type, recordedBy, source, item, unit, reason].flatMap((key) => (key === null || texts.has(key) ? [] : key)),
    ),
  );
  if (keys.size === 0) return texts;
  const held = await study.engine.query(
    sql`SELECT key, text FROM ${table("terms")} WHERE key IN ${list([...keys])}`,
    at,
  );
  for (const { key, text } of decode(held, { key: "integer", text: "text" })) texts.set(key ?? -1, text ?? "");
  return texts;
}

/** Times after the first in which versions held, by the place of the event; few logs have any. */
async function heldAgain(study: Study, subjects: readonly number[], at: Place) {
  if (!study.again) return new Map<string, never>();
  const held = await study.engine.query(
    sql`SELECT a.segment, a.row, ${clock(sql`a.known_from`)} AS "from", ${clock(sql`a.known_until`)} AS "until"
      FROM ${table("again")} a JOIN ${table("received")} e ON e.segment = a.segment AND e.row = a.row WHERE e.subject IN ${list(subjects)} ORDER BY ALL`,
    at,
  );
  return grouped(decode(held, { segment: "integer", row: "integer", from: "text", until: "text" }), placeOf);
}

type At = { segment: number | null; row: number | null };
/** By what an event is told from others of its log. */
export const placeOf = ({ segment, row }: At): string => `${segment} ${row}`;
const roleOf = (name: string | null): Role | null => roles.find((role) => role === name) ?? null;

/** What some events state of their patients, by the place of the event. */
async function statedBy({ engine }: Study, places: readonly At[], at: Place) {
  if (places.length === 0) return new Map<string, never>();
  const those = join(places.map(({ segment, row }) => sql`(${segment ?? -1}, ${row ?? -1})`));
  const stated = await engine.query(
    sql`SELECT segment, row, name, value FROM ${table("traits")} WHERE (segment, row) IN (${those}) ORDER BY ALL`,
    at,
  );
  return grouped(decode(stated, { segment: "integer", row: "integer", name: "text", value: "text" }), placeOf);
}

/** Every version of the events of some patients, in order of time, by the key of the patient: what was known at any moment is among them. Cost linear in their events, past one look at the log's patients. */
export async function patientEvents(
  study: Study,
  subjects: readonly number[],
  at: Place = {},
): Promise<Map<number, PatientEvent[]>> {
  const { engine, traits } = study;
  const found = decode(await engine.query(versions(subjects), at), columns);
  const states = new Set(traits.map(({ type }) => type));
  const stating = found.filter(({ type }) => type !== null && states.has(type));
  // Asked at once: the way to the database and back is a third of what one of them takes.
  const [stated, again, texts] = await Promise.all([
    statedBy(study, stating, at),
    heldAgain(study, subjects, at),
    wordsOf(study, found, at),
  ]);
  const told = (key: number | null) => (key === null ? null : (texts.get(key) ?? null));
  const event = (one: Found): PatientEvent => ({
    id: one.id ?? "",
    names: one.names,
    position: one.position,
    type: told(one.type),
    role: roleOf(one.role),
    item: told(one.item),
    day: one.day ?? "",
    occurredAt: one.occurredAt ?? "",
    recordedAt: one.recordedAt ?? "",
    recordedBy: told(one.recordedBy),
    source: told(one.source),
    unit: told(one.unit),
    reason: told(one.reason),
    dose: one.dose,
    perDay: one.perDay,
    daysSupply: one.daysSupply,
    value: one.value,
    until: one.until,
    segment: one.segment,
    row: one.row,
    traits: (stated.get(placeOf(one)) ?? []).map(({ name, value }) => ({ name: name ?? "", value: value ?? "" })),
    held: [
      { from: one.recordedAt ?? "", until: one.knownUntil },
      ...(again.get(placeOf(one)) ?? []).map(({ from, until }) => ({ from: from ?? "", until })),
    ],
  });
  const own = grouped(found, ({ subject }) => subject ?? -1);
  return new Map([...own].map(([subject, rows]) => [subject, rows.map(event)]));
}

/** Of all versions those that were known at a moment (ISO UTC to the microsecond). */
export const asKnownAt = (events: readonly PatientEvent[], moment: string): PatientEvent[] =>
  events.filter(({ held }) => held.some(({ from, until }) => from <= moment && (until === null || until > moment)));

/** A patient by the key of the log, with the register that the id is of. */
export type Bearer = { key: number; namespace: string };

/** The patients who bear an id, by their registers; few logs have one id in several. */
export async function bearersOf({ engine }: Study, subject: string): Promise<Bearer[]> {
  const found = await engine.query(
    sql`SELECT key, namespace FROM ${table("subjects")} WHERE id = ${subject} ORDER BY namespace`,
  );
  return decode(found, { key: "integer", namespace: "text" }).map(({ key, namespace }) => ({
    key: key ?? -1,
    namespace: namespace ?? "",
  }));
}
