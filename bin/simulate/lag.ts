import { parameters } from "./parameters";
import type { Random } from "./random";
import { type Source, sources } from "./vocabulary";

const minute = 60;
const hour = 3600;
const day = 86_400;
const { awkward, late } = parameters;

const usual: Record<Source, (random: Random) => number> = {
  "patient-app": (random) => (random.chance(0.92) ? 3 + random.exponential(minute) : random.exponential(5 * hour)),
  "clinic-ehr": (random) => hour + random.exponential(3 * day),
  pharmacy: (random) => 12 * hour + random.exponential(2 * day),
  registry: (random) => 3 * day + random.exponential(4 * day),
  "care-plan": (random) => random.whole(1, 3),
  "wearable-cloud": (random) => 10 * minute + random.exponential(6 * hour),
};

const bySource = sources.map(({ name }) => ({
  late: late[name],
  ahead: name === "patient-app" ? awkward.recordedBeforeOccurrence : 0,
  usual: usual[name],
}));

/** Seconds from an occurrence to its record; negative where a device's clock ran ahead. */
export function lag(random: Random, source: number): number {
  const from = bySource[source];
  if (!from) throw new RangeError(`there is no source ${source}`);
  const u = random.unit();
  if (u < from.late) return (awkward.lateAfterDays + 1) * day + random.unit() * 40 * day;
  if (u < from.late + from.ahead) return -random.between(minute, 90 * minute);
  return Math.min(from.usual(random), (awkward.lateAfterDays - 1) * day);
}
