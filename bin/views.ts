import { pathToFileURL } from "node:url";
import { join } from "node:path";
import type { AnyView } from "@/lib/insights/view";
import { insightNamed } from "./registry";

const folder = join(import.meta.dirname, "../lib/insights");

const hasView = (module: unknown): module is { view: AnyView } =>
  typeof module === "object" && module !== null && "view" in module;

/** How an insight is met, by its id. Throws Failed where there is none. */
export async function viewNamed(id: string): Promise<AnyView> {
  await insightNamed(id);
  const loaded: unknown = await import(pathToFileURL(join(folder, id, "view.tsx")).href);
  if (!hasView(loaded)) throw new Error(`“${id}” has no view.`);
  return loaded.view;
}
