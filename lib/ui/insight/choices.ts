import { isFileColumn } from "@/lib/insights/attributes";
import { eventAttributes } from "@/lib/log/attributes";
import type { AnyInsight } from "@/lib/insights/insight";
import type { AnyView } from "@/lib/insights/view";
import type { Catalogue } from "@/lib/log/catalogue";
import { fileColumns } from "@/lib/log/columns";
import type { Study } from "@/lib/log/study";
import type { Choices } from "../params/choices";
import type { Answered } from "./use-answer";

const options = (names: readonly string[]) => names.map((name) => ({ id: name, label: name }));

/** Whether an insight can be broken down by an attribute of its events. */
function byAttribute(insight: AnyInsight, breakdown: string): boolean {
  const parsed = insight.params.safeParse({ breakdown });
  return parsed.success && insight.breakdown(parsed.data, (name) => name === breakdown).by === "attribute";
}

/** What of an answer open parameters can be chosen from. */
const ofAnswer = (view: AnyView, answer: Answered | null): Choices =>
  Object.fromEntries(
    Object.entries((answer && view.choices?.(answer.cells, answer.params)) ?? {}).map(([name, found]) => [
      name,
      [{ head: null, options: found }],
    ]),
  );

type Asked = {
  insight: AnyInsight;
  view: AnyView;
  study: Study;
  catalogue: Catalogue | undefined;
  answer: Answered | null;
};

/** What the open parameters of an insight can be chosen from in this history, and in the answer that is shown. */
export const choicesOf = ({ insight, view, study, catalogue, answer }: Asked): Choices => ({
  ...ofAnswer(view, answer),
  types: [{ head: null, options: options(catalogue?.types.map(({ name }) => name) ?? []) }],
  items: [{ head: null, options: options(catalogue?.items ?? []) }],
  breakdowns: [
    { head: "Of the patient", options: options(catalogue?.traits ?? []) },
    {
      head: "Of the event",
      options: options(Object.keys(eventAttributes).filter((name) => byAttribute(insight, name))),
    },
    { head: "Columns of the files", options: options(fileColumns(study).filter((name) => isFileColumn(study, name))) },
  ].filter((group) => group.options.length > 0),
});
