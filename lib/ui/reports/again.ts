import { plural } from "@/lib/charts/format";
import { asKnown } from "@/lib/log/as-known";
import type { Study } from "@/lib/log/study";
import { type Carried, carriedOf } from "@/lib/reports/carried";
import { made } from "@/lib/reports/compose";
import { type Compared, compared } from "@/lib/reports/reproduce";
import type { Published } from "@/lib/export/disclosure/published";
import { registry } from "./use-made";

type Remade = { compared: Compared; erased: string | null };

/** What is to be said of patients who were erased; null where nobody was. */
export function erasedWords(since: number, ever: number): string | null {
  if (since > 0)
    return `${plural(since, "patient")} of whom something was known at its moment ${since === 1 ? "was" : "were"} erased since: nothing of them is counted any more.`;
  return ever === 0
    ? null
    : `${plural(ever, "patient")} ${ever === 1 ? "was" : "were"} erased from this history, before the report was made or since.`;
}

/** A report made again at its moment from what it carries, beside what it says. What had left this study `before` may have hidden more of it. Throws Failed. */
export async function madeAgain(
  study: Study,
  carried: Carried,
  {
    before,
    ...making
  }: { signal: AbortSignal; before: readonly Published[]; onFigure(done: number, of: number): void },
): Promise<Remade> {
  const spec = { ...carried.spec, knownAt: carried.moment };
  const beside = async (earlier: readonly Published[]) =>
    compared(carried, { ...carriedOf(await made(study, spec, registry, { ...making, earlier })), spec: carried.spec });
  const alone = await beside([]);
  const again = alone.kind === "moved" && before.length > 0 ? await beside(before) : alone;
  const known = await asKnown(study, carried.moment);
  const found = again.kind === "identical" ? again : alone;
  const erased = found.kind === "identical" ? null : erasedWords(known.erased, study.erased.erased.length);
  return { compared: found, erased };
}
