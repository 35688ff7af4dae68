import { questions, type Engine, type Measured } from "./measured";

export type Runs = { size: string; runs: Readonly<Record<Engine, readonly Measured[]>> };

const least = (values: readonly number[]): number | null => (values.length > 0 ? Math.min(...values) : null);
const median = (values: readonly number[]): number | null =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? null;

const time = (value: number | null): string =>
  value === null ? "–" : value >= 10_000 ? `${(value / 1000).toFixed(1)} s` : `${Math.round(value)} ms`;
const ratio = (a: number | null, b: number | null): string =>
  a === null || b === null ? "–" : `${(a / b).toFixed(2)}×`;

type Line = {
  label: string;
  of: (run: Measured) => number | null;
  native: (run: Measured) => number | null;
  target: string;
};

const known: readonly Line[] = [
  {
    label: `${questions[0].insight}, as known half-way`,
    of: ({ knownAt }) => knownAt?.first ?? null,
    native: ({ knownAt }) => knownAt?.first ?? null,
    target: "≤ 3 s at 1m",
  },
  {
    label: "the same when seen before",
    of: ({ knownAt }) => knownAt?.again ?? null,
    native: ({ knownAt }) => knownAt?.first ?? null,
    target: "≤ 0.5 s at 1m",
  },
];

const lines: readonly Line[] = [
  { label: "ingest to ready", of: ({ ingest }) => ingest, native: ({ ingest }) => ingest, target: "≤ 2×" },
  { label: "resolving", of: ({ resolve }) => resolve, native: ({ resolve }) => resolve, target: "" },
  ...known,
  ...questions.flatMap(({ insight, changed }): Line[] => {
    const cold = (run: Measured) => run.asked[insight]?.cold ?? null;
    const adherence = insight === "adherence-over-time";
    const again = {
      label: `${insight}, other breakdown`,
      of: (run: Measured) => run.asked[insight]?.changed ?? null,
      native: cold,
      target: adherence ? "≤ 0.2×" : "",
    };
    return [{ label: insight, of: cold, native: cold, target: adherence ? "≤ 1×" : "" }, ...(changed ? [again] : [])];
  }),
];

const values = (runs: readonly Measured[], of: Line["of"]): number[] => runs.flatMap((run) => of(run) ?? []);

function rowsOf({ size, runs }: Runs, before: Runs | undefined, engine: Engine): string[][] {
  const rows = runs[engine][0]?.rows ?? 0;
  const more = before ? rows / (before.runs[engine][0]?.rows ?? rows) : null;
  const measured = lines.map(({ label, of, native, target }) => {
    const ours = values(runs[engine], of);
    const theirs = values(runs.native, native);
    const earlier = before ? least(values(before.runs[engine], of)) : null;
    const own = least(ours);
    const growth =
      own !== null && earlier !== null && more !== null
        ? `${(own / earlier).toFixed(1)}× for ${more.toFixed(1)}×`
        : "–";
    return [
      size,
      engine,
      label,
      `${time(own)} / ${time(median(ours))}`,
      `${time(least(theirs))} / ${time(median(theirs))}`,
      ratio(own, least(theirs)),
      target,
      growth,
    ];
  });
  const bytes = least(runs[engine].flatMap((run) => (run.bytes === null ? [] : run.bytes / run.rows)));
  const reopened = values(runs[engine], (run) => run.reopened);
  const ingested = values(runs[engine], ({ ingest }) => ingest);
  const resolved = values(runs[engine], ({ resolve }) => resolve);
  const without = values(runs[engine], ({ ingest, resolve }) => (resolve === null ? null : ingest - resolve));
  return [
    ...measured,
    [
      size,
      engine,
      "resolving (beside the ingest without it)",
      `${time(least(resolved))} / ${time(median(resolved))}`,
      `${time(least(without))} / ${time(median(without))}`,
      ratio(least(resolved), least(without)),
      "≤ 0.6×",
      "–",
    ],
    [
      size,
      engine,
      "reopened, to the first answer (beside the ingest)",
      `${time(least(reopened))} / ${time(median(reopened))}`,
      `${time(least(ingested))} / ${time(median(ingested))}`,
      ratio(least(reopened), least(ingested)),
      "≤ 0.6×",
      "–",
    ],
    [
      size,
      engine,
      "memory, DuckDB's account",
      bytes === null ? "–" : `${bytes.toFixed(1)} bytes an event`,
      "–",
      "–",
      "≤ 40 bytes",
      "–",
    ],
  ];
}

const head = ["size", "engine", "what", "least / median", "native, least / median", "ratio", "target", "growth"];

/** A Markdown table: ratios of the least times; native reads the raw file for every question. */
export function tableOf(all: readonly Runs[], measured: readonly Exclude<Engine, "native">[]): string {
  const body = all.flatMap((one, i) => measured.flatMap((engine) => rowsOf(one, all[i - 1], engine)));
  return [head, head.map(() => "---"), ...body].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
