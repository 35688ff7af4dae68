import type { Facts } from "@/lib/insights/view";
import type { Study } from "@/lib/log/study";

const dayMs = 86_400_000;

/** What figures may say about a study beside their cells. */
export const factsOf = ({ zone, dataStart, dataEnd, patients, lagDays }: Study): Facts => ({
  zone,
  dataStart,
  dataEnd,
  patients,
  provisionalFrom: lagDays ? new Date(Date.parse(dataEnd) - lagDays * dayMs).toISOString().slice(0, 10) : null,
});
