import { readdirSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { join } from "node:path";
import { Failed } from "@/lib/failure";
import type { AnyInsight } from "@/lib/insights/insight";

const folder = join(import.meta.dirname, "../lib/insights");

/** Every insight there is, found by its folder: what the bundler's registry does in the browser. */
export async function insights(): Promise<Map<string, AnyInsight>> {
  const ids = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name).sort();
  const modules = await Promise.all(ids.map(async (id) => (await import(pathToFileURL(join(folder, id, "question.ts")).href)) as { default: AnyInsight }));
  return new Map(modules.map(({ default: insight }) => [insight.id, insight]));
}

/** One insight by its id, or a failure that names those there are. */
export async function insightNamed(id: string): Promise<AnyInsight> {
  const all = await insights();
  const insight = all.get(id);
  if (!insight) throw new Failed({ kind: "unknown-insight", insight: id, known: [...all.keys()] });
  return insight;
}
