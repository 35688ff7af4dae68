import { eventAttributes, isFileColumn } from "@/lib/insights/attributes";
import type { AnyInsight } from "@/lib/insights/insight";
import type { Catalogue } from "@/lib/log/catalogue";
import { fileColumns } from "@/lib/log/columns";
import type { Study } from "@/lib/log/study";
import type { Choices } from "../params/form";

const options = (names: readonly string[]) => names.map((name) => ({ id: name, label: name }));

/** Whether an insight can be broken down by an attribute of its events. */
function byAttribute(insight: AnyInsight, breakdown: string): boolean {
  const parsed = insight.params.safeParse({ breakdown });
  return parsed.success && insight.breakdown(parsed.data, (name) => name === breakdown).by === "attribute";
}

/** What the open parameters of an insight can be chosen from in this history. */
export const choicesOf = (insight: AnyInsight, study: Study, catalogue: Catalogue | undefined): Choices => ({
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
