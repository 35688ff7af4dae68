import { Temporal } from "temporal-polyfill";
import { decode } from "../engine/decode";
import type { Engine } from "../engine/engine";
import type { Mapping } from "../ingest/mapping/mapping";
import type { Reader } from "../ingest/read/reader";
import type { Subset } from "../ingest/subset/subset";
import { sql } from "../sql";
import { type ErasureList, nobody, type Removed } from "./erasure/list";
import { latestRecorded, type Rule } from "./resolve/rule";
import { inRoles, rolesHeld, type TypeRole } from "./roles";
import { create, standing, table } from "./schema";
import type { SegmentReader } from "./segment-reader";

/** A file as it was received: its reader goes back to the bytes when somebody looks at an event. Of the counts `rows` is the sum of the others, `leftOut` what is not loaded. */
export type Segment = {
  id: number;
  file: string;
  format: Reader["format"];
  bytes: number;
  preset: string;
  mapping: Mapping;
  reader: SegmentReader;
  blob: Blob;
  /** What was taken out of it before it was loaded; null where it is as it came. */
  erased: Removed | null;
  /** What of it is loaded; null where all is. */
  subset: Subset | null;
  /** Rows that each upcast of the mapping read, whatever became of them. */
  upcasts: readonly number[];
  /** The last UTC day on which it recorded something; null where it has no event. */
  newest: string | null;
  counts: {
    rows: number;
    fresh: number;
    duplicates: number;
    conflicts: number;
    quarantined: number;
    reference: number;
    erased: number;
    leftOut: number;
  };
};

/** What has been loaded, as one snapshot; a new one follows each ingest. Moments are ISO UTC, days ISO local days. */
export type Study = {
  engine: Engine;
  segments: readonly Segment[];
  /** Who was erased, and may not come back. */
  erased: ErasureList;
  /** How contradictory versions of an event are decided. */
  rule: Rule;
  /** IANA zone that data end is worked out in. */
  zone: string;
  /** Stands for everything that the log says, whatever the order it came in. */
  digest: string;
  now: string;
  dataStart: string;
  dataEnd: string;
  patients: number;
  events: number;
  recordedAssumed: number;
  /** Whether any version was in force again after another had taken its place. */
  again: boolean;
  /** What types of events mean. */
  roles: readonly TypeRole[];
  /** Traits by name, each with a type of event that states it. */
  traits: readonly { name: string; type: number }[];
};

const latest = new WeakMap<Engine, Study>();

/** From now on the engine answers for this study and for no older one. */
export const makeCurrent = (study: Study): void => void latest.set(study.engine, study);

/** Whether the engine still holds what the study says; questions to an older one come too late. */
export const isCurrent = (study: Study): boolean => (latest.get(study.engine)?.digest ?? study.digest) === study.digest;

/** An empty log in a fresh engine. */
export async function openStudy(engine: Engine, rule: Rule = latestRecorded): Promise<Study> {
  for (const statement of create) await engine.query(statement);
  return {
    engine,
    segments: [],
    erased: nobody,
    rule,
    zone: "UTC",
    digest: "",
    now: "",
    dataStart: "",
    dataEnd: "",
    patients: 0,
    events: 0,
    recordedAssumed: 0,
    again: false,
    roles: [],
    traits: [],
  };
}

/** The zone of the study, whatever the order of its files: of those that mappings name besides UTC, the first by name. */
const zoneOf = (loaded: readonly Loaded[]): string =>
  loaded.flatMap(({ mapping }) => (mapping.reference || mapping.zone === "UTC" ? [] : mapping.zone)).toSorted()[0] ??
  "UTC";

const local = (moment: string, zone: string) =>
  Temporal.Instant.from(moment).toZonedDateTimeISO(zone).toPlainDate().toString();

/** The local day of a moment in the study's zone. */
export const dayOf = (study: Study, moment: string): string => local(moment, study.zone);

async function traitsHeld(engine: Engine): Promise<Study["traits"]> {
  const held = decode(await engine.query(sql`SELECT DISTINCT name, type FROM ${table("traits")} ORDER BY name, type`), {
    name: "text",
    type: "integer",
  });
  return held.flatMap(({ name, type }) => (name === null || type === null ? [] : { name, type }));
}

/** A segment before its rows are counted: how many its file has, and how many of those are not loaded. */
export type Loaded = Omit<Segment, "counts" | "newest"> & { rows: number; leftOut: number };

export const loadedAs = ({ counts, ...segment }: Segment): Loaded => ({
  ...segment,
  rows: counts.rows - counts.erased,
  leftOut: counts.leftOut,
});

/** Reads the state of the log into a snapshot. */
export async function snapshot(engine: Engine, loaded: readonly Loaded[], rule: Rule): Promise<Omit<Study, "erased">> {
  const zone = zoneOf(loaded);
  const kept = sql`standing <> ${standing.duplicate}`;
  const roles = await rolesHeld(engine);
  const [totals] = decode(
    await engine.query(sql`SELECT strftime(make_timestamp(max(recorded_s * 1000000 + micros % 1000000)), '%Y-%m-%dT%H:%M:%S.%fZ') AS now, min(day) FILTER (NOT ${inRoles(roles)("trait")}) AS first, max(day) AS last,
      count(DISTINCT subject)::BIGINT AS patients, (count(*) FILTER (${kept}))::BIGINT AS events,
      (count(*) FILTER (${kept} AND recorded_assumed))::BIGINT AS assumed,
      coalesce(sum(hash(space, key, content, recorded_s, micros % 1000000, known_until, day)::HUGEINT) FILTER (${kept}), 0)::VARCHAR || '-' || (count(*) FILTER (${kept})) || '-' ||
        coalesce((SELECT sum(hash(r.space, r.key, r.content, a.known_from, a.known_until)::HUGEINT) FROM ${table("again")} a JOIN ${table("received")} r ON r.segment = a.segment AND r.row = a.row), 0)::VARCHAR || '-' ||
        coalesce((SELECT sum(hash(text, role)::HUGEINT) FROM ${table("roles")} r JOIN ${table("terms")} ON key = r.type), 0)::VARCHAR AS digest, (SELECT count(*) > 0 FROM ${table("again")}) AS again
      FROM ${table("received")}`),
    {
      now: "text",
      first: "date",
      last: "date",
      patients: "integer",
      events: "integer",
      assumed: "integer",
      digest: "text",
      again: "boolean",
    },
  );
  const counted = decode(
    await engine.query(sql`SELECT segment, standing::INTEGER AS standing, count(*)::BIGINT AS n, make_timestamp(max(recorded_s) * 1000000)::DATE AS newest FROM ${table("received")} GROUP BY ALL
      UNION ALL SELECT segment, -1, count(*)::BIGINT, NULL FROM ${table("quarantine")} GROUP BY ALL`),
    { segment: "integer", standing: "integer", n: "integer", newest: "date" },
  );
  const count = (segment: number, which: number) =>
    counted.find((c) => c.segment === segment && c.standing === which)?.n ?? 0;
  const segments = loaded.map(({ rows, leftOut, ...segment }) => ({
    ...segment,
    newest:
      counted
        .flatMap((c) => (c.segment === segment.id ? (c.newest ?? []) : []))
        .toSorted()
        .at(-1) ?? null,
    counts: {
      rows: rows + (segment.erased?.rows ?? 0),
      fresh: count(segment.id, standing.fresh),
      duplicates: count(segment.id, standing.duplicate),
      conflicts: count(segment.id, standing.conflict),
      quarantined: count(segment.id, -1),
      reference: segment.mapping.reference ? rows : 0,
      erased: segment.erased?.rows ?? 0,
      leftOut,
    },
  }));
  const now = totals?.now ?? "";
  return {
    engine,
    segments,
    rule,
    zone,
    digest: `${totals?.digest ?? ""} ${zone}`,
    now,
    dataStart: totals?.first ?? "",
    dataEnd: now ? local(now, zone) : "",
    patients: totals?.patients ?? 0,
    events: totals?.events ?? 0,
    recordedAssumed: totals?.assumed ?? 0,
    again: totals?.again ?? false,
    roles,
    traits: await traitsHeld(engine),
  };
}
