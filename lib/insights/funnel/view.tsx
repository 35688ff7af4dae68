"use client";
import { EarlierKey } from "../../charts/earlier-key";
import { nearPercent, plural, tenths } from "../../charts/format";
import { FunnelSteps, type FunnelBar, type FunnelStep } from "../../charts/funnel-steps";
import { groupsOf } from "../cells";
import { tooManyGroups } from "../excess";
import { defineView, type FigureProps } from "../view";
import { byRole, type Params } from "./params";
import question from "./question";
import { title, type Cell } from "./title";

const mostGroups = 8;

const daysWords = (days: number) => (days === 1 ? "1 day" : `${tenths(days)} days`);

/** What is told under a bar: how many of the step before, and after how long. */
function noteOf({ step, of_previous: kept, days_from_previous: waited, days_from_start: since }: Cell): string {
  if (step === 1) return "";
  return [
    kept !== null && `${nearPercent(kept)} of the step before`,
    waited !== null && `median ${daysWords(waited)} after it`,
    (step ?? 0) > 2 && since !== null && `${daysWords(since)} from the start`,
  ]
    .filter(Boolean)
    .join(" · ");
}

function Figure({
  cells,
  also,
  earlier,
  title: name,
  onPick,
  onPickBeside,
  difference,
}: FigureProps<Params, typeof question.columns>) {
  const groups = groupsOf(cells);
  const at = (of: readonly Cell[], group: string, step: number) =>
    of.find((cell) => cell.group === group && cell.step === step);
  const lostBefore = (group: string, step: number) =>
    (also["lost"] ?? []).find((row) => row["group"] === group && row["step"] === step - 1);
  const steps = cells
    .filter(({ group }) => group === groups[0])
    .map(({ step, event }): FunnelStep => {
      const bars = groups.flatMap((group): FunnelBar[] => {
        const cell = at(cells, group, step ?? 0);
        const row = lostBefore(group, step ?? 0);
        if (!cell) return [];
        const first = at(cells, group, 1)?.patients ?? 0;
        const lost = Number(row?.["patients"] ?? 0);
        return [
          {
            group,
            patients: cell.patients ?? 0,
            share: cell.share ?? 0,
            lost: row ? { patients: lost, share: first > 0 ? lost / first : 0 } : null,
            before: earlier && (at(earlier.cells, group, step ?? 0)?.share ?? null),
            note: noteOf(cell),
          },
        ];
      });
      return { step: step ?? 0, event: event ?? "", bars };
    });
  return (
    <>
      {earlier && <EarlierKey words={earlier.words} />}
      <FunnelSteps
        title={name}
        groups={groups}
        steps={steps}
        onPick={({ step }, { group }) => {
          const cell = at(cells, group, step);
          if (cell) onPick(cell);
        }}
        onPickLost={({ step, event }, { group }) => {
          const row = lostBefore(group, step);
          if (row) onPickBeside("lost", row, `Lost before ${event}${groups.length > 1 ? ` · ${group}` : ""}`);
        }}
      />
      {difference()}
    </>
  );
}

const orderWords = {
  ordered: "Each step is an event after the one before; other events may stand between.",
  strict:
    "Each step is the very next event after the one before; facts about the person (sex, birth date) are no events.",
  any: "A step is come to when it and all before it have happened, in whatever order; an attempt starts with the earliest of them.",
} as const;

const within = ({ window }: Params) => (window === 0 ? "without limit" : plural(window, "day"));

export const view = defineView(question, {
  section: "Cohorts",
  navTitle: "Funnel",
  order: 32,
  summary: "How many patients come from step to step, how long it takes them, and who is lost where.",
  title,
  subtitle: ({ window, breakdown }) =>
    `Patients by the furthest step they came to${window === 0 ? "" : ` within ${plural(window, "day")} of the first`}${breakdown === "none" ? "" : `, by ${breakdown}`}`,
  definition: (params) => ({
    words: [
      orderWords[params.order],
      "Of a patient’s attempts the one that gets furthest counts, of several the earliest; each patient counts once. Days are counted from the first event of the attempt, both included.",
      "Events of one moment stand in the order of the steps, and before events of no step.",
      ...(params.exclude.length > 0
        ? [
            "An attempt is void from an event that voids it on; at the very moment of its first or last step it does not.",
          ]
        : []),
      ...(params.items.length > 0 ? ["Events that name no medicine count beside those of the medicines chosen."] : []),
    ],
    formula: "patients who came to the step ÷ patients who came to the first",
    rows: [
      ["steps", params.steps.length === 0 ? byRole.map(([, name]) => name).join(" → ") : params.steps.join(" → ")],
      ["order", params.order],
      ["within", within(params)],
      ["void after", params.exclude.length === 0 ? "nothing" : params.exclude.join(", ")],
      ["medicines", params.items.length === 0 ? "all" : params.items.join(", ")],
      ["broken down by", params.breakdown],
    ],
  }),
  excess: (cells) => tooManyGroups(groupsOf(cells).length, mostGroups),
  name: ({ step, event, group }) => `Came to step ${step}, ${event}${group === "all" ? "" : ` · ${group}`}`,
  nothing: () => "No event of this history is a prescription, a supply or a dose taken. Choose the steps.",
  Figure,
  columns: {
    group: "Group",
    step: "Step",
    event: "Event",
    patients: "Patients",
    share: "Of the first step",
    of_previous: "Of the step before",
    days_from_previous: "Median days from the step before",
    days_from_start: "Median days from the start",
  },
  rowColumns: ({ steps }) => ({
    reached: "Furthest step",
    start: "Start",
    ...Object.fromEntries(
      (steps.length > 0 ? steps : byRole.map((_, i) => `Step ${i + 1}`)).map((name, i) => [`step_${i + 1}`, name]),
    ),
  }),
  words: { "steps.none": "prescribed → supplied → taken", "exclude.none": "nothing", "window.0": "without limit" },
  differences: { label: ({ step, event }) => `${String(step)}. ${String(event)}` },
  tables: {
    lost: {
      label: "Lost on the way",
      columns: { group: "Group", step: "Furthest step", event: "Event", next: "Not come to", patients: "Patients" },
    },
  },
});
