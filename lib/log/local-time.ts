import { decode } from "../engine/decode";
import type { Mapping } from "../ingest/mapping/mapping";
import { transitions, validZone } from "../ingest/zones";
import { id, join, none, sql, type Sql } from "../sql";
import { fileColumn } from "./columns";
import type { Study } from "./study";

/** Clocks are worked out for days from..to, ISO. */
type Span = { from: string; to: string };
type Zones = Pick<Mapping, "zone" | "zoneColumn">;

/** What stands for one word of one column that names zones; −1 for none. */
const perColumn = 1_000_000;
const nowhere = -1;
const ever = 9_000_000_000_000;

const alias = (column: number) => id(`column ${column}`);

const namesIn = ({ zoneColumn }: Zones): readonly string[] =>
  zoneColumn && "from" in zoneColumn ? zoneColumn.from : [];

/** The zone of rows that say `word` in the column `name`, as it was taken when they were read. */
function zoneOf({ zone, zoneColumn }: Zones, name: string | null, word: string): string {
  const said = (() => {
    if (!zoneColumn) return zone;
    if ("constant" in zoneColumn) return zoneColumn.constant;
    return name !== null && zoneColumn.from.includes(name) ? (zoneColumn.codes?.[word] ?? word) : zone;
  })();
  return said !== "" && validZone(said) ? said : zone;
}

function offsets(zone: string, { from, to }: Span): { from: number; to: number; ahead: number }[] {
  const around = 2 * 86_400_000;
  const all = transitions(zone, (Date.parse(from) - around) * 1000, (Date.parse(to) + around) * 1000);
  return all.map(({ from: start, offsetSeconds }, i) => ({
    from: i === 0 ? -ever : start / 1_000_000,
    to: (all[i + 1]?.from ?? ever * 1_000_000) / 1_000_000,
    ahead: offsetSeconds,
  }));
}

/** Events with their clock: `wall_s`, the seconds since 1970 that it showed, and its IANA `zone`: the one that the row names, read back from its file, else its mapping's. Both are null where that clock does not show the event's own day, as where
 * the row's time had an offset of its own. Reads one column of each file the first time. */
export async function withLocalTime(study: Study, events: Sql, span: Span, signal?: AbortSignal): Promise<Sql> {
  const segments = study.segments.filter(({ mapping }) => !mapping.reference);
  const names = [...new Set(segments.flatMap(({ mapping }) => namesIn(mapping)))];
  const columns = [];
  const words: { code: number; name: string | null; text: string }[] = [{ code: nowhere, name: null, text: "" }];
  for (const [i, name] of names.entries()) {
    const { rows, words: known } = await fileColumn(study, name, signal);
    columns.push(rows);
    const told = await study.engine.query(sql`SELECT key, text FROM ${known} ORDER BY key`);
    for (const { key, text } of decode(told, { key: "integer", text: "text" }))
      words.push({ code: i * perColumn + (key ?? 0), name, text: text ?? "" });
  }
  const kinds = new Map<string, { kind: number; zones: Zones }>();
  const kindOf = segments.map(({ id, mapping: { zone, zoneColumn } }) => {
    const zones = { zone, ...(zoneColumn && { zoneColumn }) };
    const told = JSON.stringify(zones);
    const { kind } = kinds.get(told) ?? { kind: kinds.size };
    kinds.set(told, { kind, zones });
    return sql`(${id}, ${kind})`;
  });
  const clocks = [...kinds.values()].flatMap(({ kind, zones }) =>
    words.flatMap(({ code, name, text }) => {
      const zone = zoneOf(zones, name, text);
      return offsets(zone, span).map(
        ({ from, to, ahead }) => sql`(${kind}, ${code}, ${zone}, ${from}, ${to}, ${ahead})`,
      );
    }),
  );
  const read = columns.map(
    (rows, i) => sql`LEFT JOIN ${rows} ${alias(i)} ON ${alias(i)}.segment = e.segment AND ${alias(i)}.row = e.row`,
  );
  const codes = columns.map((_, i) => sql`${i * perColumn} + ${alias(i)}.key`);
  const wall = sql`(e.occurred_s + c.ahead)`;
  const shows = sql`${wall} >= (e.day - DATE '1970-01-01') * 86400::BIGINT AND ${wall} < (e.day - DATE '1970-01-01' + 1) * 86400::BIGINT`;
  return sql`(
    SELECT e.*, CASE WHEN ${shows} THEN ${wall} END AS wall_s, CASE WHEN ${shows} THEN c.zone END AS zone FROM ${events} e
    LEFT JOIN (VALUES ${join(kindOf)}) k (segment, kind) ON k.segment = e.segment ${read.length > 0 ? join(read, " ") : none}
    LEFT JOIN (VALUES ${join(clocks)}) c (kind, code, zone, from_s, to_s, ahead)
      ON c.kind = k.kind AND c.code = coalesce(${join([...codes, nowhere])}) AND e.occurred_s >= c.from_s AND e.occurred_s < c.to_s)`;
}
