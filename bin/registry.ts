import { readdirSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { join } from "node:path";
import { Failed } from "@/lib/failure";
import type { AnyInsight } from "@/lib/insights/insight";
import type { AnyView } from "@/lib/insights/view";

const folder = join(import.meta.dirname, "../lib/insights");

const hasInsight = (module: unknown): module is { default: AnyInsight } =>
  typeof module === "object" &&
  module !== null &&
  "default" in module &&
  typeof module.default === "object" &&
  module.default !== null &&
  "patients" in module.default;

async function insightIn(name: string): Promise<AnyInsight[]> {
  const loaded: unknown = await import(pathToFileURL(join(folder, name, "question.ts")).href);
  return hasInsight(loaded) ? [loaded.default] : [];
}

/** Every insight there is, found by its folder: what the bundler's registry does in the browser. */
export async function insights(): Promise<Map<string, AnyInsight>> {
  const names = readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [entry.name] : [],
  );
  const found = await Promise.all(names.toSorted().map(insightIn));
  return new Map(found.flat().map((insight) => [insight.id, insight]));
}

/** One insight by its id, or a failure that names those there are. */
export async function insightNamed(id: string): Promise<AnyInsight> {
  const all = await insights();
  const insight = all.get(id);
  if (!insight) throw new Failed({ kind: "unknown-insight", insight: id, known: [...all.keys()] });
  return insight;
}

const hasView = (module: unknown): module is { view: AnyView } =>
  typeof module === "object" && module !== null && "view" in module;

/** How an insight is met, by its id; a failure that names those there are where there is none. */
export async function viewNamed(id: string): Promise<AnyView> {
  const insight = await insightNamed(id);
  const loaded: unknown = await import(pathToFileURL(join(folder, insight.id, "view.tsx")).href);
  if (!hasView(loaded)) throw new Error(`The insight ${id} has no view.`);
  return loaded.view;
}
