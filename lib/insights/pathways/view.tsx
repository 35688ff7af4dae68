"use client";
import type { Row } from "../../engine/decode";
import { groupsOf } from "../cells";
import { tooManyGroups } from "../excess";
import { defineView } from "../view";
import { Figure } from "./figure";
import question from "./question";
import { definition, title } from "./words";

type Cell = Row<typeof question.columns>;

/** Flows beside each other, and paths in all, that can be read. */
const [mostGroups, mostPaths] = [6, 400];

const named = ({ group, path }: Cell) => (group === "all" ? (path ?? "") : `${path} · ${group}`);

export const view = defineView(question, {
  section: "Cohorts",
  navTitle: "Pathways",
  order: 36,
  summary: "Which treatments follow each other, line by line, and how the paths end.",
  title: (_cells, _params, also) => title(also),
  subtitle: ({ picture }) =>
    picture === "sankey"
      ? "Patients from line to line of treatment; combinations are striped, endings grey"
      : "Patients by their path of treatment, from the middle outwards; combinations are striped, endings thin",
  definition,
  excess: (cells) =>
    tooManyGroups(groupsOf(cells).length, mostGroups) ??
    (cells.length <= mostPaths
      ? null
      : {
          marks: cells.length,
          most: mostPaths,
          what: "paths",
          coarser: { label: "Tell lines of 2 % or more of patients", params: { share: 0.02 } },
        }),
  name: named,
  nothing: () => "There is nobody under observation.",
  Figure,
  columns: {
    group: "Group",
    path: "Path",
    lines: "Lines",
    patients: "Patients",
    share: "Share of patients",
    median_days: "Median days on the last line",
  },
  rowColumns: () => ({
    treatment: "Treatment or ending",
    from: "From",
    to: "To",
    days: "Days on it",
    path: "Path",
  }),
  differences: {
    label: ({ treatment, kind }) => (kind === "state" ? `ending: ${String(treatment)}` : String(treatment)),
    panel: ({ line }) => (line === null ? "how paths end" : `line ${String(line)}`),
  },
  words: { "picture.sankey": "line to line", "picture.sunburst": "rings" },
  tables: {
    links: {
      label: "From line to line",
      columns: {
        group: "Group",
        line: "Line",
        from: "From",
        to: "To",
        kind: "Kind of what follows",
        patients: "Patients",
      },
    },
    lines: {
      label: "Lines",
      columns: {
        group: "Group",
        line: "Step",
        treatment: "Treatment or ending",
        kind: "Kind",
        patients: "Patients",
        median_days: "Median days on it",
      },
    },
    shares: {
      label: "Lines and endings of both cohorts",
      columns: {
        group: "Group",
        line: "Line",
        treatment: "Treatment or ending",
        kind: "Kind",
        patients: "Patients",
        whole: "Of",
      },
    },
    rings: {
      label: "Beginnings of paths",
      columns: {
        group: "Group",
        line: "Step",
        prefix: "Path so far",
        before: "Path before",
        treatment: "Treatment or ending",
        kind: "Kind",
        patients: "Patients",
      },
    },
  },
});
