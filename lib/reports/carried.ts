import { z } from "zod";
import type { Published } from "../export/disclosure/published";
import { textDigest } from "../sha256";
import type { Made } from "./made";
import { specSchema } from "./spec";

const row = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
const table = z.object({
  table: z.string(),
  columns: z.record(z.string(), z.string()),
  rows: z.array(row),
  hidden: z.array(z.array(z.string())),
  unnamed: z.int(),
});
const figure = z.object({ insight: z.string(), title: z.string(), tables: z.array(table) });

/** What a report says of itself to a program: from what it was made, and what came of it. */
const carriedSchema = z.object({
  format: z.literal("rivergraph-report"),
  version: z.literal(1),
  spec: specSchema,
  moment: z.string(),
  zone: z.string(),
  digest: z.string(),
  versions: z.record(z.string(), z.string()),
  history: table,
  figures: z.array(figure),
  published: z.custom<Published>((given) => typeof given === "object" && given !== null),
});
export type Carried = z.infer<typeof carriedSchema>;
export type CarriedTable = Carried["history"];

const bigAsText = (_: string, value: unknown): unknown => (typeof value === "bigint" ? String(value) : value);

/** A report as it is carried within its files. */
export function carriedOf(made: Made): Carried {
  const { spec, moment, zone, digest, versions, history, parts, published } = made;
  const figures = parts.flatMap((part) =>
    part.kind === "figure"
      ? { insight: part.insight, title: part.title, tables: part.tables.map(({ released }) => released) }
      : [],
  );
  const whole = {
    format: "rivergraph-report",
    version: 1,
    spec,
    moment,
    zone,
    digest,
    versions,
    history,
    figures,
    published,
  };
  return carriedSchema.parse(JSON.parse(JSON.stringify(whole, bigAsText)));
}

const block = /<script type="application\/json" id="rivergraph-report">([^<]*)<\/script>/;
const seal = /(<meta name="rivergraph-seal" content=")[0-9a-f]{64}(">)/;
const unsealed = "0".repeat(64);

/** The report as it stands within a file, which no markup in it can end. */
export const carriedText = (carried: Carried): string => JSON.stringify(carried).replaceAll("<", "\\u003c");

/** The mark that a file is sealed by, before it is. */
export const sealMark = `<meta name="rivergraph-seal" content="${unsealed}">`;

const sealOf = (html: string): string => textDigest(html.replace(seal, `$1${unsealed}$2`));

/** A file with the hash of all of it in its mark. */
export const sealed = (html: string): string => html.replace(seal, `$1${sealOf(html)}$2`);

/** What a file carries, and whether it is still as it was sealed; null where it is no report. */
export function carriedIn(html: string): { carried: Carried; intact: boolean } | null {
  const [, text] = block.exec(html) ?? [];
  if (text === undefined) return null;
  try {
    const parsed = carriedSchema.safeParse(JSON.parse(text));
    return parsed.success ? { carried: parsed.data, intact: sealed(html) === html } : null;
  } catch {
    return null;
  }
}
