import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Published } from "@/lib/export/disclosure/published";
import { faultsIn } from "@/lib/faults";
import { Failed } from "@/lib/failure";
import { latestRecorded } from "@/lib/log/resolve/rule";
import { carriedIn, carriedOf, type Carried } from "@/lib/reports/carried";
import { made } from "@/lib/reports/compose";
import { compared, comparedWords } from "@/lib/reports/reproduce";
import { type Spec, specSchema } from "@/lib/reports/spec";
import { type Streams, sentenceOf } from "./command";
import { openDocument } from "./document";
import { history } from "./history";
import { insightNamed, viewNamed } from "./registry";
import { type ReportFormat, reportFormats, writeReport } from "./report-files";

export const usage = `report SPEC.json --data FILE… --out DIR [--format html,pdf,svg,png,csv,parquet,arrow,xlsx] [--as-known-at T] [--earlier DIR]
report --check REPORT.html --data FILE…

Asks every figure of a report, lets the answers through disclosure control together, and writes them to DIR; html where no format is named.
--earlier names a folder of reports of the same study that its readers have: nothing is told that these and the new one give away together.
--check makes a report again from what it carries: “identical”, or what moved and why (exit status 1).`;

const options = {
  data: { type: "string", multiple: true },
  out: { type: "string" },
  format: { type: "string", default: "html" },
  "as-known-at": { type: "string" },
  earlier: { type: "string" },
  check: { type: "string" },
  help: { type: "boolean" },
} as const;

const registry = { insight: insightNamed, view: viewNamed };

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    throw new Error(`“${path}” cannot be opened.`);
  }
}

/** A specification out of a file. Throws a sentence of what part of it is not as it should be. */
function specOf(path: string): Spec {
  let given: unknown;
  try {
    given = JSON.parse(textOf(path));
  } catch (thrown) {
    throw thrown instanceof SyntaxError ? new Error(`“${path}” is not valid JSON.`, { cause: thrown }) : thrown;
  }
  const parsed = specSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  const detail = faultsIn(parsed.error);
  throw new Failed({ kind: "report", detail });
}

/** A report out of its file. Throws a sentence where it is none, or no longer as it was made. */
function reportIn(path: string): Carried {
  const found = carriedIn(textOf(path));
  if (!found) throw new Error(`“${path}” carries no report.`);
  if (!found.intact) throw new Error(`“${path}” is not as it was made: somebody changed it since.`);
  return found.carried;
}

const earlierIn = (folder: string | undefined): Published[] =>
  folder === undefined
    ? []
    : readdirSync(folder)
        .filter((name) => name.endsWith(".html"))
        .map((name) => reportIn(join(folder, name)))
        .toSorted((a, b) => (a.moment < b.moment ? -1 : 1))
        .map(({ published }) => published);

const formatsOf = (given: string): ReportFormat[] =>
  given.split(",").map((name) => {
    const found = reportFormats.find((one) => one === name);
    if (!found) throw new Error(`--format takes ${reportFormats.join(", ")}, not “${name}”.`);
    return found;
  });

async function run(args: readonly string[], { out, err }: Streams): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
  if (values.help) {
    out(`${usage}\n`);
    return 0;
  }
  const checked = values.check === undefined ? null : reportIn(values.check);
  const [path, ...more] = checked ? ["", ...positionals] : positionals;
  if (path === undefined && !checked) throw new Error(`Which report? ${usage}`);
  const files = [...(values.data ?? []), ...more];
  if (files.length === 0) throw new Error("No data: name at least one file after --data.");
  const base = checked ? { ...checked.spec, knownAt: checked.moment } : specOf(path ?? "");
  const spec = { ...base, knownAt: values["as-known-at"] ?? base.knownAt };
  const formats = formatsOf(values.format);
  if (!checked && values.out === undefined) throw new Error("Where to? Name a folder after --out.");
  const earlier = earlierIn(values.earlier);
  // What draws decides by the document that it finds when it is loaded.
  const opened = openDocument();
  const { study, notes, close } = await history({ files, mapping: null, part: null, rule: latestRecorded });
  try {
    err(notes.map((note) => `${note}\n`).join(""));
    const report = await made(study, spec, registry, { earlier });
    if (checked) {
      const result = compared(checked, { ...carriedOf(report), spec: checked.spec });
      out(
        comparedWords(result)
          .map((line) => `${line}\n`)
          .join(""),
      );
      return result.kind === "identical" ? 0 : 1;
    }
    const folder = values.out ?? "";
    mkdirSync(folder, { recursive: true });
    for (const name of await writeReport(report, opened.document, folder, formats)) out(`${name}\n`);
    return 0;
  } finally {
    await close();
    await opened.close();
  }
}

/** Runs the command with its arguments, and resolves to its exit status. What is wrong is one line. */
export async function reportCommand(args: readonly string[], streams: Streams): Promise<number> {
  try {
    return await run(args, streams);
  } catch (thrown) {
    streams.err(`${sentenceOf(thrown).replaceAll("\n", " ")}\n`);
    return 1;
  }
}
