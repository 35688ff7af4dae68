import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { type Cohort, cohortOf } from "@/lib/cohorts/cohort";
import type { Mapping } from "@/lib/ingest/mapping/mapping";
import { parseMapping } from "@/lib/ingest/mapping/validate";
import type { Subset } from "@/lib/ingest/subset/subset";
import type { AnyInsight } from "@/lib/insights/insight";
import { ruleSchema, type Rule } from "@/lib/log/resolve/rule";
import { partOf } from "./part";
import { type AboutPatient, isAboutPatient } from "./patient";
import { formats, type Format } from "./print";
import { insightNamed } from "./registry";

export const usage = `ask INSIGHT --data FILE… [--mapping FILE] [--params JSON] [--cohort FILE]… [--as-known-at T] [--since T] [--conflicts latest|first|source:A,B] [--rows cells|patients|events|…] [--format csv|json]
    [--sql] [--export-events FILE] [--from DATE] [--until DATE] [--types A,B] [--sources X,Y]
ask state|timeline --data FILE… --params '{"subject":"…"}' [--as-known-at T]
ask --list

state and timeline are about one patient: what was true at a day or moment ("at"), and all that happened, lane by lane.
--cohort asks about the members of a cohort (JSON, docs/cohorts.md) in place of everybody; several are compared.
--from, --until, --types and --sources load only that part of the files: days on which events occurred, both included, types and sources.
--sql prints the statement that gives the cells in DuckDB in a folder with the exported events, which --export-events writes (to events.parquet, as the statement has it); without INSIGHT nothing else is done.

A FILE may be a manifest (JSON: {"files": [{"name", "sha256", "rows"}]}): the others are held against it.`;

/** Which history is meant: paths of files, how they are read, what of them, and how contradictions in them are decided. */
export type Which = { files: readonly string[]; mapping: Mapping | null; part: Subset | null; rule: Rule };

/** What is asked of it. Moments are as they were written; `exported` is the path to write its events to. */
export type Asked = {
  insight: AnyInsight | null;
  /** What is asked about one patient, in place of an insight. */
  about: AboutPatient | null;
  params: unknown;
  cohorts: readonly Cohort[];
  knownAt: string | undefined;
  since: string | undefined;
  rows: string;
  format: Format;
  statement: boolean;
  exported: string | undefined;
};

/** A command line that was read. */
export type Given = "help" | "list" | { which: Which; asked: Asked };

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

const optionsOf = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      list: { type: "boolean" },
      help: { type: "boolean" },
      data: { type: "string", multiple: true },
      mapping: { type: "string" },
      cohort: { type: "string", multiple: true, default: [] },
      params: { type: "string", default: "{}" },
      "as-known-at": { type: "string" },
      since: { type: "string" },
      conflicts: { type: "string", default: "latest" },
      from: { type: "string" },
      until: { type: "string" },
      types: { type: "string" },
      sources: { type: "string" },
      rows: { type: "string" },
      sql: { type: "boolean" },
      "export-events": { type: "string" },
      format: { type: "string", default: "csv" },
    },
  });

/** Reads a command line; throws a sentence of what is wrong with it. */
export async function given(args: readonly string[]): Promise<Given> {
  const { values, positionals } = optionsOf(args);
  if (values.help) return "help";
  if (values.list) return "list";
  const [name, ...more] = positionals;
  const exported = values["export-events"];
  if (name === undefined && exported === undefined) throw new Error(`Which insight? ${usage}`);
  const about = name !== undefined && isAboutPatient(name) ? name : null;
  const insight = name === undefined || about ? null : await insightNamed(name);
  const files = [...(values.data ?? []), ...more];
  if (files.length === 0) throw new Error("No data: name at least one file after --data.");
  const format = choice("format", values.format, formats);
  const { since } = values;
  const rows = values.rows ?? (since === undefined && !values.sql ? insight?.prints : undefined) ?? "cells";
  if (rows !== "cells" && since !== undefined) throw new Error(`--since compares cells, not ${rows}.`);
  if (about && (rows !== "cells" || since !== undefined || values.sql || values.cohort.length > 0))
    throw new Error(`${about} is about one patient: it takes no --rows, --since, --sql or --cohort.`);
  const rule = ruleOf(values.conflicts);
  const params = json("--params", values.params);
  const cohorts = values.cohort.map((path) => cohortOf(json(`The cohort “${basename(path)}”`, textOf(path))));
  const part = partOf(values);
  const mapping = values.mapping === undefined ? null : parseMapping(json("The mapping", textOf(values.mapping)));
  return {
    which: { files, mapping, part, rule },
    asked: {
      insight,
      about,
      params,
      cohorts,
      knownAt: values["as-known-at"],
      since,
      rows,
      format,
      statement: values.sql === true,
      exported,
    },
  };
}
