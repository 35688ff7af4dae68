import { percent } from "@/lib/charts/format";
import type { AnyInsight } from "@/lib/insights/insight";
import { insights } from "@/lib/insights/registry";
import type { Sensitivity } from "@/lib/insights/sensitivity";
import type { AnyView } from "@/lib/insights/view";
import { viewById } from "@/lib/insights/views";
import { columnsOf } from "../kit/columns";

type Move = Sensitivity["most"][number];
type Asked = { insight: AnyInsight; view: AnyView };

/** The largest differences in words, a line for each place of the figure, which and whose columns are called as in the figure and its table: “Oct 2025: Mean 80.76 % → 81.08 %”. */
export function moves({ insight: id, moved, most }: Sensitivity): string[] {
  const [insight, view] = [insights.get(id), viewById(id)];
  if (moved === 0) return ["nothing"];
  if (!insight || !view || most.length === 0) return ["values that are there under one rule only"];
  const params: unknown = insight.params.parse({});
  const lines = new Map<string, string[]>();
  for (const move of most) {
    const place = view.name(move.cell, params);
    lines.set(place, [...(lines.get(place) ?? []), moveWords({ insight, view }, move)]);
  }
  return [...lines].map(([place, values]) => `${place}: ${values.join(", ")}`);
}

function moveWords({ insight, view }: Asked, { column, here, there }: Move): string {
  const shown = columnsOf(insight.columns, view.columns).find(({ id }) => id === column);
  const share = insight.columns[column] === "number" && Math.max(Math.abs(here), Math.abs(there)) <= 1;
  const told = (n: number) => (share ? percent(n, 2) : (shown?.text?.({ [column]: n }) ?? String(n)));
  return `${shown?.label ?? column} ${told(here)} → ${told(there)}`;
}
