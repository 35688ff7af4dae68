import type { Facts } from "./view";
import type { Known } from "../log/as-known";
import type { Study } from "../log/study";

const dayMs = 86_400_000;

/** What figures may say, beside their cells, about a study as it was known; the periods that `lagDays` reaches are provisional. */
export const factsOf = ({ zone }: Study, { dataStart, dataEnd, patients }: Known, lagDays: number | null): Facts => ({
  zone,
  dataStart,
  dataEnd,
  patients,
  provisionalFrom: lagDays ? new Date(Date.parse(dataEnd) - lagDays * dayMs).toISOString().slice(0, 10) : null,
});
