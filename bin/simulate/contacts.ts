import type { Calendar } from "./calendar";
import { parameters } from "./parameters";
import type { Patient } from "./patient";
import { pick, type Random } from "./random";
import { record, type Recorder } from "./record";
import { draft, type Event } from "./rows";
import { type Item, staff } from "./vocabulary";

const hour = 3600;
const carePlan = staff.indexOf("service:care-plan");
const wearable = staff.indexOf("service:wearable-cloud");

type Contact = { to: Recorder; random: Random; patient: Patient; calendar: Calendar };

/** Records an event at some time of a local day, in hours. */
function tell(
  { to, random, patient, calendar }: Contact,
  day: number,
  from: number,
  until: number,
  event: Event,
  settled?: number,
): void {
  event.occurred = calendar.at(patient.zone, day, random.between(from * hour, until * hour));
  record(to, random, event, settled);
}

function every(contact: Contact, first: number, step: number, act: (day: number) => void): void {
  for (let day = contact.patient.enrolled + first; day < contact.patient.until; day += step) act(day);
}

function tasks(contact: Contact, item: Item, first: number, step: number, within: number, done: number): void {
  const { random, patient, calendar } = contact;
  every(contact, first, step, (day) => {
    const until = calendar.midnight(patient.zone, day + within);
    tell(contact, day, 6, 6.1, draft(patient.index, "TaskAssigned", "care-plan", carePlan, { item, until }));
    const on = day + random.whole(0, within - 1);
    if (random.chance(done) && on < patient.until)
      tell(contact, on, 7, 22, draft(patient.index, "TaskCompleted", "patient-app", patient.self, { item }));
  });
}

function surveys(contact: Contact, item: Item, first: number, step: number, answered: number, mean: number): void {
  const { random, patient } = contact;
  const own = mean + random.between(-15, 15);
  every(contact, first, step, (day) => {
    if (!random.chance(answered)) return;
    const value = Math.round(Math.min(100, Math.max(0, own + random.between(-12, 12))));
    tell(contact, day, 7, 22, draft(patient.index, "SurveyCompleted", "patient-app", patient.self, { item, value }));
  });
}

function symptoms(contact: Contact): void {
  const { random, patient } = contact;
  const burden = random.between(0, 4);
  for (let day = patient.enrolled; ;) {
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
    tell(contact, day, 6, 22, draft(patient.index, "SymptomReported", "patient-app", patient.self, { item, value }));
  }
}

function visits(contact: Contact): void {
  const { random, patient, calendar } = contact;
  const item = "Oncology visit";
  every(contact, 0, 84, (day) => {
    const visit = day + 84 + random.whole(-4, 4);
    const until = calendar.at(patient.zone, visit, 10 * hour);
    tell(
      contact,
      day,
      11.2,
      12,
      draft(patient.index, "AppointmentScheduled", "clinic-ehr", patient.nurse, { item, until }),
    );
    if (visit < patient.until && random.chance(0.92))
      tell(contact, visit, 9, 11, draft(patient.index, "AppointmentAttended", "clinic-ehr", patient.doctor, { item }));
  });
}

function stays(contact: Contact): void {
  const { random, patient, calendar } = contact;
  for (let day = patient.enrolled; ;) {
    day += 1 + Math.floor(random.exponential(parameters.monthDays / parameters.hospitalHazardPerMonth));
    const discharge = day + random.whole(2, 12);
    if (discharge >= patient.until) return;
    const until = calendar.at(patient.zone, discharge, random.between(9 * hour, 12 * hour));
    const reason = pick<"fever" | "planned surgery">(random, [
      { value: "fever", weight: 0.6 },
      { value: "planned surgery", weight: 0.4 },
    ]);
    tell(
      contact,
      day,
      8,
      20,
      draft(patient.index, "HospitalStayed", "clinic-ehr", patient.nurse, { item: "Ward", until, reason }),
      until,
    );
    day = discharge;
  }
}

function unknown(contact: Contact): void {
  const { random, patient } = contact;
  if (random.chance(0.15)) {
    every(contact, 3, 7, (day) =>
      tell(contact, day, 5, 6, draft(patient.index, "WearableSynced", "wearable-cloud", wearable)),
    );
  }
  every(contact, 180, 365, (day) =>
    tell(contact, day, 9, 17, draft(patient.index, "ConsentRenewed", "clinic-ehr", patient.nurse)),
  );
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
