"use client";
import { insights } from "@/lib/insights/registry";
import { viewById } from "@/lib/insights/views";
import { NoHistory } from "../states/no-history";
import { useWorkspace } from "../study/provider";
import { Asked } from "./asked";

/** One page for every insight: its parameters, its figure, and what stands behind it. */
export function InsightPage({ id }: { id: string }) {
  const { study } = useWorkspace();
  const [insight, view] = [insights.get(id), viewById(id)];
  if (!insight || !view) return null;
  if (!study) return <NoHistory title={insight.title} />;
  return <Asked study={study} insight={insight} view={view} />;
}
