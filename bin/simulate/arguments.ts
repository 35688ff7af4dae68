import { parseArgs } from "node:util";
import { Temporal } from "temporal-polyfill";
import { z } from "zod";

export const usage = `Usage: npm run simulate -- --patients N --months M --seed S --out DIR [--format parquet|arrow] [--start YYYY-MM-DD]

Writes a simulated oncology event history to DIR:
  events.parquet      the study (events.arrow with --format arrow)
  events-v2.parquet   a later, smaller export of it with columns added, dropped, reordered and retyped
  manifest.json       SHA-256 and rows of both, which the app and \`ask\` check where it comes with them
  truth.json          the true parameters and exact counts of everything awkward in the files

  --patients N   patients enrolled in the study, 1 to 100000
  --months M     length of the study in months, 1 to 60
  --seed S       whole number; the same arguments give the same bytes
  --out DIR      folder to write to, made if missing
  --format F     parquet (default) or arrow
  --start DATE   first day of the study, 2025-01-01 if not given`;

const whole = (name: string, least: number, most: number) =>
  z
    .string({ error: `--${name} is missing` })
    .regex(/^-?\d+$/, `--${name} takes a whole number`)
    .transform(Number)
    .refine((n) => n >= least && n <= most, `--${name} must lie between ${least} and ${most}`);

function isDay(text: string): boolean {
  try {
    const { year } = Temporal.PlainDate.from(text, { overflow: "reject" });
    return /^\d{4}-\d{2}-\d{2}$/.test(text) && year >= 1980 && year <= 2090;
  } catch {
    return false;
  }
}

const schema = z.object({
  patients: whole("patients", 1, 100_000),
  months: whole("months", 1, 60),
  seed: whole("seed", -2_147_483_648, 2_147_483_647),
  out: z.string({ error: "--out is missing" }).min(1, "--out is empty"),
  format: z.enum(["parquet", "arrow"], { error: "--format is parquet or arrow" }).default("parquet"),
  start: z
    .string()
    .refine(isDay, "--start takes a day between 1980-01-01 and 2090-12-31, written YYYY-MM-DD")
    .default("2025-01-01"),
});

export type Run = z.infer<typeof schema>;

/** The run that the command line asks for, `help`, or one sentence of what is wrong with it. */
export function readArguments(args: readonly string[]): { run: Run } | { help: true } | { fault: string } {
  const text = { type: "string" } as const;
  try {
    const { values } = parseArgs({
      args: [...args],
      strict: true,
      options: {
        patients: text,
        months: text,
        seed: text,
        out: text,
        format: text,
        start: text,
        help: { type: "boolean", short: "h" },
      },
    });
    if (values.help) return { help: true };
    const parsed = schema.safeParse(values);
    return parsed.success
      ? { run: parsed.data }
      : { fault: `${parsed.error.issues[0]?.message ?? "the arguments are wrong"}; see --help.` };
  } catch (thrown) {
    return { fault: `${thrown instanceof Error ? thrown.message.split(/\.?\n|\. /)[0] : String(thrown)}; see --help.` };
  }
}
