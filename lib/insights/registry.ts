import type { AnyInsight } from "./insight";

type Module = { default: AnyInsight };

/** Every folder here that holds a question, by its id. */
const found = import.meta.glob<Module>("./*/question.ts", { eager: true });

export const insights: ReadonlyMap<string, AnyInsight> = new Map(
  Object.values(found).map((module) => [module.default.id, module.default]),
);
