"use client";
import type { z } from "zod";
import { count, percent, plural } from "../../charts/format";
import { SummaryTable } from "../../charts/summary-table";
import { type Lane, Swimmer } from "../../charts/swimmer";
import type { Row } from "../../engine/decode";
import { grouped } from "../../group";
import { hasCarryOver } from "../../projections/measures";
import { nothingSupplied, withDurations } from "../duration-words";
import {
  carryWords,
  followUpWords,
  gapWords,
  observationWords,
  windowSummaries,
  windowValueWords,
} from "../supply-words";
import { defineView, type Also, type FigureProps } from "../view";
import question from "./question";
import { inR } from "./in-r";

type Params = z.infer<typeof question.params>;
type Cell = Row<typeof question.columns>;

const days = (value: unknown) => plural(Math.round(Number(value)), "day");
const mostKinds = 8;

/** Medicines by how many stretches are of them; beyond eight they are one. */
function kindsOf(rows: readonly Row[]): { kinds: string[]; kindOf(row: Row): string } {
  const all = [...grouped(rows, (row) => String(row["item"] ?? "medicine not named"))]
    .toSorted(([a, own], [b, other]) => other.length - own.length || a.localeCompare(b, "en-GB"))
    .map(([name]) => name);
  const kinds = all.length > mostKinds ? [...all.slice(0, mostKinds - 1), "others"] : all;
  const known = new Set(kinds);
  return {
    kinds,
    kindOf(row) {
      const name = String(row["item"] ?? "medicine not named");
      return known.has(name) ? name : "others";
    },
  };
}

function Figure({ cells, also, params, title, onPick, difference }: FigureProps<Params, typeof question.columns>) {
  const rows = also["lanes"] ?? [];
  const { kinds, kindOf } =
    params.medicationChange || params.measure !== "none"
      ? kindsOf(rows)
      : { kinds: ["treatment"], kindOf: () => "treatment" };
  const byLane = [...grouped(rows, (row) => Number(row["lane"]))];
  const rowsOf = new Map(byLane.map(([lane, own]) => [String(lane), own]));
  const lanes: Lane[] = byLane.map(([lane, own]) => ({
    key: String(lane),
    label: `Patient ${String(own[0]?.["id"])}`,
    stretches: own.map((row) => ({
      from: Number(row["from"]),
      to: Number(row["to"]),
      kind: kindOf(row),
      ended: row["ended"] === true,
    })),
  }));
  const of = Number(rows[0]?.["of"] ?? 0);
  return (
    <>
      <p className="mb-2 text-sm text-soft">
        {of > lanes.length
          ? `${lanes.length} of ${count(of)} patients, spread evenly over all by their days on treatment. An arrow: still on treatment at the end of follow-up.`
          : "An arrow: still on treatment at the end of follow-up."}
      </p>
      <Swimmer
        title={title}
        description={`Episodes of ${lanes.length} patients; the table counts those of all.`}
        lanes={lanes}
        kinds={kinds}
        axis="days since first episode"
        details={({ key }, index) => {
          const row = rowsOf.get(key)?.[index];
          return row
            ? [
                ["episode", String(row["episode"])],
                ["medicine", String(row["item"] ?? "not named")],
                ["lasts", days(Number(row["to"]) - Number(row["from"]))],
                [
                  "starts",
                  row["episode"] === 1 ? "first treatment" : row["switched"] === true ? "a switch" : "a restart",
                ],
                ["ends", row["ended"] === true ? "before follow-up does" : "with follow-up"],
              ]
            : [];
        }}
        onPick={({ key }, index) => {
          const row = rowsOf.get(key)?.[index];
          const cell = cells.find(({ group, episode }) => group === row?.["group"] && episode === row?.["episode"]);
          if (cell && row)
            onPick(cell, {
              subject: Number(row["subject"]),
              id: String(row["id"]),
              namespace: String(row["namespace"]),
              row: {},
            });
        }}
      />
      {difference()}
      <SummaryTable
        label="Summary"
        heads={[
          params.breakdown === "none" ? "" : params.breakdown,
          "patients",
          "episodes",
          "switched",
          "restarted",
          "median on treatment",
          "median treatment-free between",
        ]}
        rows={(also["summary"] ?? []).map((row) => [
          row["group"] === "all" ? "all patients" : String(row["group"]),
          count(Number(row["patients"])),
          count(Number(row["episodes"])),
          count(Number(row["switched"])),
          count(Number(row["restarted"])),
          days(row["treated"]),
          days(row["free"]),
        ])}
      />
    </>
  );
}

/** The finding: how long the first episode lasts, and how many start another. */
function title(cells: readonly Cell[], _: Params, also: Also): string {
  const firsts = cells.filter(({ episode }) => episode === 1);
  const rows = also["summary"] ?? [];
  const total = rows.reduce((sum, row) => sum + Number(row["patients"]), 0);
  const again = cells.filter(({ episode }) => episode === 2).reduce((sum, { patients }) => sum + (patients ?? 0), 0);
  const [one] = firsts;
  if (!one || total === 0) return "Treatment episodes";
  if (firsts.length === 1)
    return `First episodes last ${days(one.median)} in the median; ${percent(again / total)} of patients start another`;
  const told = firsts.toSorted((a, b) => (b.median ?? 0) - (a.median ?? 0));
  const [longest, shortest] = [told[0], told.at(-1)];
  return `First episodes last ${days(longest?.median)} in the median (${longest?.group}) down to ${days(shortest?.median)} (${shortest?.group})`;
}

export const view = defineView(question, {
  section: "Adherence",
  navTitle: "Episodes",
  order: 25,
  summary: "Who stays on what for how long, who switches, and who comes back.",
  title,
  subtitle: ({ permissibleGap, gapUnit, medicationChange }) =>
    `Treatment episodes per patient; a new one after a gap of more than ${gapWords(permissibleGap, gapUnit)}${medicationChange ? " and at a change of medication" : ""}`,
  definition(params) {
    const { permissibleGap, gapUnit, measure, medicationChange, followUp, observation, carryOver } = params;
    const measured = measure !== "none";
    return withDurations(params.durations, {
      words: [
        "An episode lasts to the next start less the gap before it. The last one lasts to the end of follow-up, less its gap unless that is shorter than the permissible one.",
        ...(measured
          ? [
              `Within each episode: follow-up is the episode, observed over what of it lies in the observation window. Episodes are found with ${hasCarryOver(measure) ? "carry-over of any medication" : "no carry-over"}, a change of medication starting one.`,
            ]
          : []),
        "The picture shows patients, so it enters no report. After AdhereR’s compute.treatment.episodes.",
      ],
      formula: "a new episode where gap > permissible gap",
      inR: inR(params),
      rows: [
        ["permissible gap", gapWords(permissibleGap, gapUnit)],
        ["a change of medication", measured || medicationChange ? "starts an episode" : "starts none"],
        ["carry-over", measured ? "as the measure has it" : carryWords(carryOver)],
        ["follow-up", followUpWords(followUp)],
        ...(measured
          ? ([
              ["measure", measure],
              ["observed over", observationWords(observation)],
            ] as const)
          : []),
      ],
    });
  },
  excess: () => null,
  name: ({ group, episode }) => `Episode ${episode}${group === "all" ? "" : ` · ${group}`}`,
  nothing({ items, measure, carryOver, durations }) {
    if (items.length > 0)
      return nothingSupplied(
        durations,
        "Nothing here is a supply of the chosen medicines. Choose others, or all of them.",
      );
    const doses =
      measure === "none" && carryOver.dose
        ? " Where daily doses are not known, do not carry over in days of the next dose."
        : "";
    return nothingSupplied(
      durations,
      `No patient has an episode in these windows.${doses} Change follow-up, or load a file that holds dispensings.`,
    );
  },
  Figure,
  columns: {
    group: "Group",
    episode: "Episode",
    patients: "Patients",
    switched: "Begin with a switch",
    ended: "Ended",
    q1: "Lower quartile (days)",
    median: "Median (days)",
    q3: "Upper quartile (days)",
  },
  rowColumns: ({ measure }) => ({
    start: "Start",
    end: "End",
    duration: "Days",
    end_gap: "Gap at its end",
    ...(measure !== "none" && { value: measure }),
  }),
  words: { ...windowValueWords, "measure.none": "none" },
  differences: { label: ({ what }) => String(what), shares: true, panel: () => "all" },
  summaries: windowSummaries,
});
