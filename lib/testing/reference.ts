import { readFileSync } from "node:fs";
import { DateDay, Float64, vectorFromArray } from "apache-arrow";
import Papa from "papaparse";
import { parquetFile, textColumn, type TestFile } from "./files";

export type ReferenceRow = Readonly<Record<string, string>>;

/** Rows of a table that R computed, or of what it computed them from: see fixtures/README.md. */
export const reference = (name: string, of: "adherence" | "survival" = "adherence"): ReferenceRow[] =>
  Papa.parse<ReferenceRow>(readFileSync(`${import.meta.dirname}/fixtures/${of}/${name}.csv`, "utf8"), {
    header: true,
    skipEmptyLines: true,
  }).data;

/** The dispensings as a Parquet file, rows in file order. */
export function dispensings(): TestFile {
  const rows = reference("dispensings");
  const column = (name: string) => rows.map((row) => row[name] ?? "");
  return parquetFile("dispensings.parquet", {
    PATIENT_ID: textColumn(column("PATIENT_ID")),
    DATE: vectorFromArray(
      column("DATE").map((date) => new Date(date)),
      new DateDay(),
    ),
    PERDAY: vectorFromArray(column("PERDAY").map(Number), new Float64()),
    CATEGORY: textColumn(column("CATEGORY")),
    DURATION: vectorFromArray(column("DURATION").map(Number), new Float64()),
  });
}

/** NA, infinity and what is not a number are not defined. */
export const numberIn = (row: ReferenceRow, name: string): number | null => {
  const text = (row[name] ?? "").trim();
  return text === "" || !Number.isFinite(Number(text)) ? null : Number(text);
};

/** The questions that the tables answer: the command's insight and parameters, how a row is known and what of it is compared, to what accuracy. */
export type ReferenceCase = {
  table: string;
  insight: string;
  params: object;
  rows: "patients" | "events" | "cells" | "summary";
  key: readonly (readonly [ours: string, theirs: string])[];
  values: readonly (readonly [ours: string, theirs: string])[];
  within: number;
};

const followUp = { start: 0, duration: 730 };
const patient = ["subject", "PATIENT_ID"] as const;
const episode = [patient, ["episode", "episode.ID"] as const];

const windows = { ow182_365: { start: 182, duration: 365 }, ow0_730: { start: 0, duration: 730 } } as const;
const carries = {
  carry_dose: { sameMedication: false, dose: true },
  carry_same_dose: { sameMedication: true, dose: true },
  carry_same_med: { sameMedication: true, dose: false },
} as const;

type Window = keyof typeof windows;

const distribution = (table: string, measures: readonly number[], window: Window, carryOver: object): ReferenceCase[] =>
  measures.map((n) => ({
    table,
    insight: "adherence-distribution",
    params: { measure: `CMA${n}`, followUp, observation: windows[window], carryOver },
    rows: "patients",
    key: [patient],
    values: [["value", `CMA${n}`]],
    within: 1e-12,
  }));

const plain = { sameMedication: false, dose: false };

const episodesCase = (table: string, params: object): ReferenceCase => ({
  table,
  insight: "episodes",
  params: { ...params, followUp },
  rows: "patients",
  key: episode,
  values: [
    ["duration", "episode.duration"],
    ["end_gap", "end.episode.gap.days"],
  ],
  within: 1e-12,
});

const curve = ["at_risk", "events", "censored", "survival", "std_error", "lower", "upper"] as const;
const theirs = ["n.risk", "n.event", "n.censor", "surv", "std.err", "lower", "upper"] as const;

export const referenceCases: readonly ReferenceCase[] = [
  ...distribution("cma0to9_fuw730_ow182_365", [1, 2, 3, 4, 5, 6, 7, 8, 9], "ow182_365", plain),
  ...distribution("cma0to9_fuw730_ow0_730", [1, 2, 3, 4, 5, 6, 7, 8, 9], "ow0_730", plain),
  ...(["carry_dose", "carry_same_dose", "carry_same_med"] as const).flatMap((name) =>
    distribution(`cma5to9_fuw730_ow182_365_${name}`, [5, 6, 7, 8, 9], "ow182_365", carries[name]),
  ),
  {
    table: "event_gaps",
    insight: "adherence-distribution",
    params: { measure: "CMA7", followUp, observation: windows.ow182_365, carryOver: plain },
    rows: "events",
    key: [patient, ["date", "DATE"]],
    values: [
      ["duration", "DURATION"],
      ["interval", "event.interval"],
      ["carried", ".CARRY.OVER.FROM.BEFORE"],
      ["gap", "gap.days"],
    ],
    within: 1e-12,
  },
  ...[30, 60, 90].flatMap((permissibleGap) => [
    episodesCase(`episodes_gap${permissibleGap}_default`, { permissibleGap }),
    episodesCase(`episodes_gap${permissibleGap}_nomedchange_carryall`, {
      permissibleGap,
      medicationChange: false,
      carryOver: plain,
    }),
  ]),
  episodesCase("episodes_gap100pct_default", { permissibleGap: 100, gapUnit: "percent" }),
  ...[1, 2, 7, 9].flatMap((n) =>
    (["ow0_730", "ow182_365"] as const).map((window): ReferenceCase => {
      const found = episodesCase(`per_episode_CMA${n}_gap90_${window}`, {
        measure: `CMA${n}`,
        permissibleGap: 90,
        observation: windows[window],
      });
      return { ...found, values: [...found.values, ["value", "CMA"]] };
    }),
  ),
  ...[1, 7, 9].map((n): ReferenceCase => ({
    table: `sliding_CMA${n}_90_30_ow0_730`,
    insight: "adherence-over-time",
    params: { measure: `CMA${n}`, window: 90, step: 30, followUp },
    rows: "patients",
    key: [patient, ["window", "window.ID"], ["window_start", "window.start"], ["window_end", "window.end"]],
    values: [["value", "CMA"]],
    within: 1e-12,
  })),
  ...(["plain", "log", "log-log"] as const).map((interval): ReferenceCase => ({
    table: `km_persistence_by_gap_${interval}`,
    insight: "persistence",
    params: { permissibleGap: [30, 60, 90], medicationChange: false, interval, followUp },
    rows: "cells",
    key: [
      ["group", "strata"],
      ["time", "time"],
    ],
    values: curve.map((name, i) => [name, theirs[i] ?? ""] as const),
    within: 1e-9,
  })),
  {
    table: "km_persistence_median_rmean",
    insight: "persistence",
    params: { permissibleGap: [30, 60, 90], medicationChange: false, interval: "log", followUp },
    rows: "summary",
    key: [["group", "strata"]],
    values: [
      ["median", "median"],
      ["lower", "lower"],
      ["upper", "upper"],
      ["restricted_mean", "rmean"],
      ["se", "se_rmean"],
    ],
    within: 1e-9,
  },
];
