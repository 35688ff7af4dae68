import { parameters } from "./parameters";
import type { Patient } from "./patient";
import { pick, type Random } from "./random";
import type { Item, Reason } from "./vocabulary";

/** Days [from, to) on which `dose` is due `perDay` times; a phase is ordered anew or changes the running order. */
export type Phase = {
  from: number;
  to: number;
  dose: number;
  perDay: number;
  order: "prescribed" | "changed";
  planned: number | null;
};

/** One medicine from its first order to its stop, days [from, to); `stopped` says why, null where it ran on. */
export type Course = { item: Item; from: number; to: number; phases: Phase[]; stopped: Reason | null };

const levels = {
  letrozole: [{ dose: 2.5, perDay: 1 }],
  tamoxifen: [
    { dose: 20, perDay: 1 },
    { dose: 10, perDay: 1 },
  ],
  palbociclib: [
    { dose: 125, perDay: 1 },
    { dose: 100, perDay: 1 },
    { dose: 75, perDay: 1 },
  ],
  abemaciclib: [
    { dose: 150, perDay: 2 },
    { dose: 100, perDay: 2 },
    { dose: 100, perDay: 1 },
  ],
} as const;
type Medicine = keyof typeof levels;

const { arms, doseReductionHazardPerMonth, monthDays } = parameters;
export const cycle = { length: 28, on: 21 } as const;

/** Stretches of days [from, to) at falling dose levels. */
function reductions(random: Random, item: Medicine, from: number, to: number): Phase[] {
  const hazard = doseReductionHazardPerMonth[item];
  const phases: Phase[] = [];
  let day = from;
  levels[item].forEach((level, i) => {
    if (day >= to) return;
    const last = i === levels[item].length - 1 || hazard === 0;
    const next = last ? to : Math.min(to, day + 1 + Math.floor(random.exponential(monthDays / hazard)));
    phases.push({ from: day, to: next, ...level, order: i === 0 ? "prescribed" : "changed", planned: null });
    day = next;
  });
  return phases;
}

/** One order a cycle of 28 days, doses on its first 21, at the level of the cycle's first day. */
function cycles(levelled: readonly Phase[], from: number, to: number): Phase[] {
  const phases: Phase[] = [];
  for (let start = from; start < to; start += cycle.length) {
    const level = levelled.find((phase) => start < phase.to);
    if (!level) break;
    const planned = start + cycle.on;
    phases.push({
      from: start,
      to: Math.min(planned, to),
      dose: level.dose,
      perDay: level.perDay,
      order: "prescribed",
      planned,
    });
  }
  return phases;
}

/** The patient's medicines: the arm's own from enrolment on, and perhaps one more, which stops with it. */
export function courses(patient: Patient, random: Random): Course[] {
  const { stopHazardPerMonth, addOn } = arms[patient.arm];
  const from = patient.enrolled;
  const wouldStop = from + 1 + Math.floor(random.exponential(monthDays / stopHazardPerMonth));
  const stops = wouldStop < patient.until;
  const to = stops ? wouldStop : patient.until;
  const stopped = stops
    ? pick<Reason>(random, [
        { value: "adverse event", weight: 0.5 },
        { value: "progression", weight: 0.25 },
        { value: "patient's choice", weight: 0.25 },
      ])
    : null;
  const main: Course = { item: patient.arm, from, to, phases: reductions(random, patient.arm, from, to), stopped };
  const second = pick<"none" | "palbociclib" | "abemaciclib">(random, [
    { value: "none", weight: addOn.none },
    { value: "palbociclib", weight: addOn.palbociclib },
    { value: "abemaciclib", weight: addOn.abemaciclib },
  ]);
  const start = from + random.whole(14, 60);
  if (second === "none" || start >= to) return [main];
  const levelled = reductions(random, second, start, to);
  return [
    main,
    {
      item: second,
      from: start,
      to,
      phases: second === "palbociclib" ? cycles(levelled, start, to) : levelled,
      stopped,
    },
  ];
}
