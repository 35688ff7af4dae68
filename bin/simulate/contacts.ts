import type { Calendar } from "./calendar";
import { parameters } from "./parameters";
import type { Patient } from "./patient";
import { pick, type Random } from "./random";
import { type Happening, record, type Recorder } from "./record";
import { type Item, staff } from "./vocabulary";

const hour = 3600;
const carePlan = staff.indexOf("service:care-plan");
const wearable = staff.indexOf("service:wearable-cloud");

type Contact = { to: Recorder; random: Random; patient: Patient; calendar: Calendar };
type Told = Omit<Happening, "occurred">;

function tell({ to, random, patient, calendar }: Contact, day: number, from: number, until: number, told: Told): void {
  record(to, random, patient.index, { ...told, occurred: calendar.at(patient.zone, day, random.between(from * hour, until * hour)) });
}

function every(contact: Contact, first: number, step: number, act: (day: number) => void): void {
  for (let day = contact.patient.enrolled + first; day < contact.patient.until; day += step) act(day);
}

function tasks(contact: Contact, item: Item, first: number, step: number, within: number, done: number): void {
  const { random, patient, calendar } = contact;
  every(contact, first, step, (day) => {
    const until = calendar.midnight(patient.zone, day + within);
    tell(contact, day, 6, 6.1, { type: "TaskAssigned", source: "care-plan", by: carePlan, item, until });
    const on = day + random.whole(0, within - 1);
    if (random.chance(done) && on < patient.until) tell(contact, on, 7, 22, { type: "TaskCompleted", source: "patient-app", by: patient.self, item });
  });
}

function surveys(contact: Contact, item: Item, first: number, step: number, answered: number, mean: number): void {
  const { random, patient } = contact;
  const own = mean + random.between(-15, 15);
  every(contact, first, step, (day) => {
    if (!random.chance(answered)) return;
    const value = Math.round(Math.min(100, Math.max(0, own + random.between(-12, 12))));
    tell(contact, day, 7, 22, { type: "SurveyCompleted", source: "patient-app", by: patient.self, item, value });
  });
}

function symptoms(contact: Contact): void {
  const { random, patient } = contact;
  const burden = random.between(0, 4);
  for (let day = patient.enrolled; ; ) {
    day += 1 + Math.floor(random.exponential(9));
    if (day >= patient.until) return;
    const item = pick<Item>(random, [
      { value: "fatigue", weight: 0.35 },
      { value: "joint pain", weight: patient.arm === "letrozole" ? 0.3 : 0.1 },
      { value: "hot flushes", weight: patient.arm === "tamoxifen" ? 0.35 : 0.15 },
      { value: "nausea", weight: 0.1 },
      { value: "diarrhoea", weight: 0.1 },
    ]);
    const value = Math.min(10, Math.floor(burden + random.exponential(2)));
    tell(contact, day, 6, 22, { type: "SymptomReported", source: "patient-app", by: patient.self, item, value });
  }
}

function visits(contact: Contact): void {
  const { random, patient, calendar } = contact;
  every(contact, 0, 84, (day) => {
    const visit = day + 84 + random.whole(-4, 4);
    const common = { source: "clinic-ehr", item: "Oncology visit" } as const;
    tell(contact, day, 11.2, 12, { ...common, type: "AppointmentScheduled", by: patient.nurse, until: calendar.at(patient.zone, visit, 10 * hour) });
    if (visit < patient.until && random.chance(0.92)) tell(contact, visit, 9, 11, { ...common, type: "AppointmentAttended", by: patient.doctor });
  });
}

function stays(contact: Contact): void {
  const { random, patient, calendar } = contact;
  for (let day = patient.enrolled; ; ) {
    day += 1 + Math.floor(random.exponential(parameters.monthDays / parameters.hospitalHazardPerMonth));
    const discharge = day + random.whole(2, 12);
    if (discharge >= patient.until) return;
    const until = calendar.at(patient.zone, discharge, random.between(9 * hour, 12 * hour));
    const reason = pick<"fever" | "planned surgery">(random, [
      { value: "fever", weight: 0.6 },
      { value: "planned surgery", weight: 0.4 },
    ]);
    tell(contact, day, 8, 20, { type: "HospitalStayed", source: "clinic-ehr", by: patient.nurse, item: "Ward", until, settled: until, reason });
    day = discharge;
  }
}

function unknown(contact: Contact): void {
  const { random, patient } = contact;
  if (random.chance(0.15)) {
    every(contact, 3, 7, (day) => tell(contact, day, 5, 6, { type: "WearableSynced", source: "wearable-cloud", by: wearable }));
  }
  every(contact, 180, 365, (day) => tell(contact, day, 9, 17, { type: "ConsentRenewed", source: "clinic-ehr", by: patient.nurse }));
}

/** Everything but medicines that a patient meets with between enrolment and end. */
export function contacts(to: Recorder, random: Random, patient: Patient): void {
  const contact = { to, random, patient, calendar: to.calendar };
  tasks(contact, "Check-in", 1, 14, 3, 0.8);
  tasks(contact, "Blood count", 14, 28, 5, 0.75);
  surveys(contact, "Wellbeing", 2, 14, 0.8, 70);
  surveys(contact, "FACT-ES", 5, 28, 0.85, 60);
  symptoms(contact);
  visits(contact);
  stays(contact);
  unknown(contact);
}
