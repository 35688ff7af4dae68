import { type Spec, specSchema } from "./spec";

/** A report to begin with. */
export type Template = { id: string; name: string; summary: string; spec: Spec };

type Given = { id: string; name: string; summary: string; parts: readonly unknown[] };

const text = (markdown: string) => ({ kind: "text", markdown });
const figure = (insight: string, heading: string, params: Readonly<Record<string, unknown>> = {}) => ({
  kind: "figure",
  insight,
  params,
  heading,
});

const given: readonly Given[] = [
  {
    id: "adherence",
    name: "Adherence report",
    summary: "How much of the time patients had their medicines, who has enough, and what rests on the definition.",
    parts: [
      text(
        "Adherence is told here as the share of days on which a patient had the medicine at hand, from what was supplied. It does not say that the medicine was taken.",
      ),
      figure("adherence-over-time", "Over time"),
      figure("adherence-distribution", "Between patients"),
      figure("definitions", "By other definitions"),
      text("## What follows from it\n\nWrite here what the reader should take away."),
    ],
  },
  {
    id: "cohort",
    name: "Cohort characterisation",
    summary: "How the cohort came about, who is in it, and what was recorded of them.",
    parts: [
      text("Who these patients are, as they were on the day they entered."),
      figure("attrition", "How the cohort came about"),
      figure("characteristics", "Who is in it"),
      figure("events-over-time", "What was recorded"),
      figure("measures", "Surveys and measures"),
    ],
  },
  {
    id: "persistence",
    name: "Persistence study",
    summary: "How long patients stay on treatment, under several gaps, and how treatment is interrupted.",
    parts: [
      text(
        "A patient persists until a gap in supply that is longer than the permissible one. The figures show how much depends on that choice.",
      ),
      figure("persistence", "Time to discontinuation", { permissibleGap: [30, 60, 90] }),
      figure("persistence", "Time to initiation", { time: "initiation" }),
      figure("episodes", "Episodes of treatment"),
      figure("definitions", "By other definitions"),
      text("## Limitations\n\nSupplies that are not in these files count as gaps."),
    ],
  },
  {
    id: "care-team",
    name: "Care-team monthly",
    summary: "Who came, stayed and left, how adherence moved, and how many patients ask for attention.",
    parts: [
      text("What changed since the last meeting. Names are not in this report: open the worklist for them."),
      figure("lifecycle", "Who came and who left"),
      figure("adherence-over-time", "Adherence"),
      figure("worklist", "Who asks for attention"),
      figure("retention", "Who stayed"),
      text("## Agreed\n\n- Write here what was agreed, and by whom."),
    ],
  },
];

/** The reports that a new one can begin with. */
export const templates: readonly Template[] = given.map(({ parts, ...about }) => ({
  ...about,
  spec: specSchema.parse({ title: about.name, parts }),
}));
