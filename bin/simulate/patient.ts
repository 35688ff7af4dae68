import type { Calendar } from "./calendar";
import { zones } from "./calendar";
import { keysOf } from "./keys";
import { type Arm, parameters } from "./parameters";
import { pick, type Random } from "./random";
import { clinicians, staff } from "./vocabulary";

export type End = "PatientDied" | "PatientWithdrawn" | "PatientLost";

export type Traits = { zone: number; sex: "female" | "male"; birthDate: string; arm: Arm; priorTreatment: string };

/** A patient before anything happens to them; days count from the study's first, `until` is the first day not observed. */
export type Patient = Traits & {
  index: number;
  enrolled: number;
  until: number;
  end: End | null;
  /** Own taking and supply probability in the first month. */
  taking: number;
  supply: number;
  self: number;
  doctor: number;
  nurse: number;
};

const { arms, endHazardPerMonth, enrolmentShareOfStudy, monthDays, zoneWeights } = parameters;

export function patient(index: number, random: Random, calendar: Calendar): Patient {
  const enrolled = Math.floor(random.unit() * Math.max(1, enrolmentShareOfStudy * calendar.days));
  const arm = pick<Arm>(random, [
    { value: "letrozole", weight: arms.letrozole.weight },
    { value: "tamoxifen", weight: arms.tamoxifen.weight },
  ]);
  const ends = keysOf(endHazardPerMonth).map((end) => ({
    end,
    day: enrolled + 1 + Math.floor(random.exponential(monthDays / endHazardPerMonth[end])),
  }));
  const first = ends.reduce((a, b) => (b.day < a.day ? b : a));
  const within = first.day < calendar.days;
  const clinician = random.whole(0, clinicians - 1);
  const year = Number(calendar.start.slice(0, 4)) - random.whole(38, 84);
  return {
    index,
    zone: random.chance(zoneWeights["Europe/Berlin"])
      ? zones.indexOf("Europe/Berlin")
      : zones.indexOf("America/New_York"),
    sex: random.chance(0.97) ? "female" : "male",
    birthDate: `${year}-${two(random.whole(1, 12))}-${two(random.whole(1, 28))}`,
    arm,
    priorTreatment: pick(random, [
      { value: "none", weight: 0.3 },
      { value: "surgery", weight: 0.35 },
      { value: "chemotherapy", weight: 0.25 },
      { value: "radiotherapy", weight: 0.1 },
    ]),
    enrolled,
    until: within ? first.day : calendar.days,
    end: within ? first.end : null,
    taking: random.beta(arms[arm].taking.mean, arms[arm].taking.concentration),
    supply: random.beta(arms[arm].supply.mean, arms[arm].supply.concentration),
    self: staff.length + index,
    doctor: clinician,
    nurse: clinicians + clinician,
  };
}

const two = (n: number) => String(n).padStart(2, "0");
