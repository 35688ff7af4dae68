import { openAsBlob, readFileSync } from "node:fs";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { decode, type Columns, type Row } from "@/lib/engine/decode";
import { nodeEngine } from "@/lib/engine/node/engine";
import { Failed, describe } from "@/lib/failure";
import { parseMapping } from "@/lib/ingest/mapping/validate";
import { open } from "@/lib/ingest/read/open";
import type { Reader } from "@/lib/ingest/read/reader";
import { ask, declared, lines, prepare } from "@/lib/insights/ask";
import { paired, pairTable } from "@/lib/insights/difference";
import { assumedWords, restsOn } from "@/lib/insights/rests";
import { erase } from "@/lib/log/erasure/erase";
import { askedByLog } from "@/lib/log/erasure/subjects";
import { ingest, type Source } from "@/lib/log/ingest";
import { checkManifests, expecting } from "@/lib/log/manifest";
import { sha256Of } from "@/lib/log/store/hash";
import { ruleSchema, type Rule } from "@/lib/log/resolve/rule";
import { momentOf } from "@/lib/log/moment";
import { table } from "@/lib/log/schema";
import { openStudy, type Study } from "@/lib/log/study";
import type { AnyInsight } from "@/lib/insights/insight";
import { sql, type Sql } from "@/lib/sql";
import { contradictionNotes, leftOut, momentNotes } from "./notes";
import { partNotes, partOf } from "./part";
import { formats, printed } from "./print";
import { insightNamed, insights } from "./registry";
import { upcastNotes } from "./upcasts";

const usage = `ask INSIGHT --data FILE… [--mapping FILE] [--params JSON] [--as-known-at T] [--since T] [--conflicts latest|first|source:A,B] [--rows cells|patients|events|…] [--format csv|json]
    [--from DATE] [--until DATE] [--types A,B] [--sources X,Y]
ask --list

--from, --until, --types and --sources load only that part of the files: days on which events occurred, both included, types and sources.

A FILE may be a manifest (JSON: {"files": [{"name", "sha256", "rows"}]}): the others are held against it.`;

const choice = <T extends string>(name: string, given: string, among: readonly T[]): T => {
  const found = among.find((one) => one === given);
  if (found === undefined) throw new Error(`--${name} is one of ${among.join(", ")}, not “${given}”.`);
  return found;
};

/** How contradictory versions of an event are decided. */
function ruleOf(given: string): Rule {
  const [by, ...sources] = given.split(/[:,]/);
  const parsed = ruleSchema.safeParse(sources.length > 0 ? { by, sources } : { by });
  if (!parsed.success)
    throw new Error(`--conflicts is latest, first or source:A,B (sources by name, the first wins), not “${given}”.`);
  return parsed.data;
}

function json(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${name} is not valid JSON.`);
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    throw new Error(`“${path}” cannot be opened.`);
  }
}

async function sourceOf(path: string): Promise<Source> {
  try {
    return { name: basename(path), blob: await openAsBlob(path) };
  } catch {
    throw new Error(`“${path}” cannot be opened.`);
  }
}

async function list(): Promise<string> {
  const all = [...(await insights()).values()];
  return JSON.stringify(
    all.map(({ id, title, params }) => ({ id, title, params: z.toJSONSchema(params, { io: "input" }) })),
    null,
    2,
  );
}

/** `now` is the log's own. */
function momentGiven(name: "as-known-at" | "since", given: string | undefined, zone: string): string | null {
  if (given === undefined || given === "now") return null;
  const moment = momentOf(given, zone);
  if (moment === null) throw new Error(`--${name} takes a date, or a moment with its offset, not “${given}”.`);
  return moment;
}

/** Erases those whom the log itself says to erase; what that took is a note. */
async function erasedByLog(study: Study, open: (source: Source) => Promise<Reader>): Promise<[Study, string[]]> {
  const subjects = await askedByLog(study);
  if (subjects.length === 0) return [study, []];
  const { study: left, receipt } = await erase(study, subjects, { by: "log", boot: () => nodeEngine(), open });
  const patients = `${receipt.patients} ${receipt.patients === 1 ? "patient was" : "patients were"}`;
  return [
    left,
    [`${patients} erased, as the log says: ${receipt.rows} rows were left out. The files are as they were.`],
  ];
}

type Asked = { params: unknown; knownAt: string | null };
type Told = { columns: readonly string[]; rows: readonly Row[] };

/** Rows of patients under the ids of the source. */
async function ofPatients(study: Study, columns: Columns, from: Sql): Promise<Told> {
  const statement = sql`SELECT s.id AS subject, ${declared(columns)} FROM ${from} r JOIN ${table("subjects")} s ON s.key = r.subject ORDER BY ALL`;
  return {
    columns: ["subject", ...Object.keys(columns)],
    rows: decode(await study.engine.query(statement), { subject: "text", ...columns }),
  };
}

/** What is printed in place of the cells. */
async function instead(study: Study, insight: AnyInsight, question: Asked, which: string): Promise<Told> {
  if (which === "patients") {
    const { rows, cells } = await prepare(study, insight, question);
    return ofPatients(study, insight.rowColumns(cells.params), rows);
  }
  if (which === "events") {
    const found = await lines(study, insight, question);
    if (found) return ofPatients(study, found.columns, found.rows);
  }
  const aside = insight.also?.[which];
  const rows = aside && (await ask(study, insight, question)).also[which];
  if (!rows) {
    const has = ["cells", "patients", ...(insight.lines ? ["events"] : []), ...Object.keys(insight.also ?? {})];
    throw new Error(`--rows of ${insight.id} is one of ${has.join(", ")}, not “${which}”.`);
  }
  return { columns: Object.keys(aside.columns), rows };
}

const tell = (notes: readonly string[]): void => void process.stderr.write(notes.map((note) => `${note}\n`).join(""));

async function main(): Promise<string> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      list: { type: "boolean" },
      help: { type: "boolean" },
      data: { type: "string", multiple: true },
      mapping: { type: "string" },
      params: { type: "string", default: "{}" },
      "as-known-at": { type: "string" },
      since: { type: "string" },
      conflicts: { type: "string", default: "latest" },
      from: { type: "string" },
      until: { type: "string" },
      types: { type: "string" },
      sources: { type: "string" },
      rows: { type: "string", default: "cells" },
      format: { type: "string", default: "csv" },
    },
  });
  if (values.help) return usage;
  if (values.list) return list();
  const [name, ...more] = positionals;
  if (name === undefined) throw new Error(`Which insight? ${usage}`);
  const insight = await insightNamed(name);
  const files = [...(values.data ?? []), ...more];
  if (files.length === 0) throw new Error("No data: name at least one file after --data.");
  const format = choice("format", values.format, formats);
  const which = values.rows;
  if (which !== "cells" && values.since !== undefined) throw new Error(`--since compares cells, not ${which}.`);
  const rule = ruleOf(values.conflicts);
  const params = json("--params", values.params);
  const subset = partOf(values);
  const sources = await Promise.all(files.map(sourceOf));
  const mapping = values.mapping === undefined ? undefined : parseMapping(json("The mapping", textOf(values.mapping)));
  const { sources: checked, refused: differing } = await checkManifests(sources, sha256Of);
  for (const { failure } of differing) throw new Failed(failure);
  const stated = new Map(checked.map((source) => [source.blob, source.stated]));
  let engine = await nodeEngine();
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => void engine.close().finally(() => process.exit(130)));
  try {
    const openSource = async (source: Source) =>
      expecting(await open(source.blob, source.name), {
        file: source.name,
        stated: stated.get(source.blob) ?? null,
      });
    const {
      study: given,
      refused,
      unmapped,
    } = await ingest(await openStudy(engine, rule), checked, {
      open: openSource,
      acceptProposals: true,
      subset,
      ...(mapping ? { mappings: Object.fromEntries(checked.map((source) => [source.name, mapping])) } : {}),
    });
    for (const { failure } of refused) throw new Failed(failure);
    for (const { file, missing } of unmapped)
      throw new Failed({ kind: "mapping", file, detail: `no column was recognised as ${missing.join(" or ")}` });
    const [study, erased] = await erasedByLog(given, openSource);
    engine = study.engine;
    const notes = [...erased, ...(await partNotes(study)), ...(await leftOut(study))];
    if (study.events === 0 && notes.length > 0) throw new Error(notes.join(" "));
    notes.push(...upcastNotes(study));
    for (const { file, preset } of study.segments.filter((segment) => segment.preset === "guessed"))
      notes.push(`The columns of “${file}” are those of no known export; its mapping was ${preset}.`);
    tell(notes);
    const question = { params, knownAt: momentGiven("as-known-at", values["as-known-at"], study.zone) };
    if (which !== "cells") {
      const { columns, rows } = await instead(study, insight, question, which);
      return printed(rows, columns, format);
    }
    const { cells, columns, known } = await ask(study, insight, question);
    const since = momentGiven("since", values.since, study.zone);
    const assumed = known.assumed > 0 ? assumedWords(await restsOn(study, insight, question)) : null;
    tell([
      ...momentNotes(study, "as-known-at", question.knownAt, known),
      ...(await contradictionNotes(study, known)),
      ...(assumed === null ? [] : [assumed]),
    ]);
    if (since !== null) {
      const earlier = await ask(study, insight, { params, knownAt: since });
      tell(momentNotes(study, "since", since, earlier.known));
      const told = pairTable(insight, paired(insight, cells, earlier.cells));
      return printed(told.rows, Object.keys(told.columns), format);
    }
    return printed(cells, Object.keys(columns), format);
  } finally {
    await engine.close();
  }
}

try {
  process.stdout.write(`${await main()}\n`);
} catch (thrown) {
  const sentence =
    thrown instanceof Failed
      ? Object.values(describe(thrown.failure)).join(" ")
      : thrown instanceof Error
        ? thrown.message
        : String(thrown);
  process.stderr.write(`${sentence.replaceAll("\n", " ")}\n`);
  process.exitCode = 1;
}
