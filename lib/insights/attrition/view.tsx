"use client";
import { AttritionSteps } from "../../charts/attrition-steps";
import { count, percent, plural } from "../../charts/format";
import { grouped } from "../../group";
import type { Row } from "../../engine/decode";
import { defineView, type FigureProps } from "../view";
import question from "./question";

type Cell = Row<typeof question.columns>;

function Figure({ cells, onPick, onPickBeside }: FigureProps<object, typeof question.columns>) {
  const all = [...grouped(cells, ({ group }) => group ?? "")];
  const at = new Map(cells.map((cell) => [`${cell.group} ${cell.step}`, cell]));
  return (
    <AttritionSteps
      groups={all.map(([key, own]) => ({
        key,
        label: all.length > 1 ? key : null,
        steps: own.map(({ step, criterion, patients, lost }) => ({
          key: String(step),
          label: criterion ?? "",
          patients: patients ?? 0,
          lost: lost ?? 0,
        })),
      }))}
      onKept={(group, step) => {
        const cell = at.get(`${group.key} ${step.key}`);
        if (cell) onPick(cell);
      }}
      onLost={(group, step) =>
        onPickBeside(
          "lost",
          { group: group.key, step: Number(step.key), criterion: step.label, patients: step.lost },
          `lost at step ${step.key}: ${step.label}`,
        )
      }
    />
  );
}

/** The finding: how many of those under observation come to be members, of the first cohort where there are several. */
function title(cells: readonly Cell[]): string {
  const [first, ...others] = [...grouped(cells, ({ group }) => group ?? "")];
  if (!first) return "Attrition";
  const [name, own] = first;
  const [all, last] = [own[0]?.patients ?? 0, own.at(-1)?.patients ?? 0];
  if (own.length === 1) return `${plural(all, "patient")} under observation`;
  const share = all === 0 ? "" : ` (${percent(last / all)})`;
  const told = `${count(last)} of ${plural(all, "patient")}${share}`;
  return others.length === 0
    ? `${told} are members of the cohort`
    : `${told} are members of ${name}, beside ${plural(others.length, "other cohort")}`;
}

export const view = defineView(question, {
  section: "Cohorts",
  navTitle: "Attrition",
  order: 29,
  summary: "From everybody under observation to the members of a cohort, and who is lost at each step.",
  title,
  subtitle: () => "Patients kept at each step, and those lost by it (hatched)",
  definition: () => ({
    words: [
      "Everybody under observation is asked for the entry event, then for each criterion in its order. A patient is lost at the first step that does not hold.",
      "Where a patient may enter more than once, the entry that comes furthest counts.",
      "A criterion that cannot be told, such as the age of somebody whose birth nobody stated, does not hold.",
    ],
    formula: "kept at a step + lost by it = kept at the step before",
    rows: [],
  }),
  excess: () => null,
  name: ({ step, criterion }) => `kept at step ${step ?? 0}: ${criterion ?? ""}`,
  nothing: () => "There is nobody under observation.",
  Figure,
  columns: { group: "Cohort", step: "Step", criterion: "Criterion", patients: "Patients kept", lost: "Lost" },
  rowColumns: () => ({ reached: "Last step passed" }),
  words: {},
});
