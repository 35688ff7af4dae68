import type { Rests } from "@/lib/insights/rests";
import type { Facts } from "@/lib/insights/view";
import type { Known } from "@/lib/log/as-known";
import type { Study } from "@/lib/log/study";

const dayMs = 86_400_000;

/** What figures may say, beside their cells, about a study as it was known; once it is known what they rest on, which periods are provisional. */
export const factsOf = (
  { zone }: Study,
  { dataStart, dataEnd, patients }: Known,
  { lagDays }: Pick<Rests, "lagDays"> = { lagDays: null },
): Facts => ({
  zone,
  dataStart,
  dataEnd,
  patients,
  provisionalFrom: lagDays ? new Date(Date.parse(dataEnd) - lagDays * dayMs).toISOString().slice(0, 10) : null,
});
