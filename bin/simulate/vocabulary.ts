export const types = [
  "PatientEnrolled",
  "TreatmentPrescribed",
  "TreatmentChanged",
  "TreatmentStopped",
  "MedicineDispensed",
  "MedicineTaken",
  "MedicineSkipped",
  "TaskAssigned",
  "TaskCompleted",
  "SurveyCompleted",
  "SymptomReported",
  "AppointmentScheduled",
  "AppointmentAttended",
  "HospitalStayed",
  "PatientWithdrawn",
  "PatientDied",
  "PatientLost",
  "EventRetracted",
  "WearableSynced",
  "ConsentRenewed",
] as const;
export type Type = (typeof types)[number];

/** Types that no vocabulary tells the meaning of. */
export const unknownTypes = ["WearableSynced", "ConsentRenewed"] as const satisfies readonly Type[];

/** Position 0 stands for none. */
export const items = [
  "",
  "letrozole",
  "tamoxifen",
  "palbociclib",
  "abemaciclib",
  "Check-in",
  "Blood count",
  "Wellbeing",
  "FACT-ES",
  "fatigue",
  "joint pain",
  "hot flushes",
  "nausea",
  "diarrhoea",
  "Oncology visit",
  "Ward",
] as const;
export type Item = Exclude<(typeof items)[number], "">;

/** Position 0 stands for none. */
export const reasons = [
  "",
  "forgot",
  "felt unwell",
  "away from home",
  "ran out",
  "adverse event",
  "progression",
  "patient's choice",
  "toxicity",
  "moved away",
  "consent withdrawn",
  "no contact",
  "disease",
  "other cause",
  "fever",
  "planned surgery",
  "entered twice",
] as const;
export type Reason = Exclude<(typeof reasons)[number], "">;

export const sources = [
  { name: "patient-app", topic: "app.events", partitions: 2 },
  { name: "clinic-ehr", topic: "clinic.records", partitions: 2 },
  { name: "pharmacy", topic: "pharmacy.dispensings", partitions: 2 },
  { name: "registry", topic: "registry.status", partitions: 1 },
  { name: "care-plan", topic: "care.tasks", partitions: 2 },
  { name: "wearable-cloud", topic: "wearable.syncs", partitions: 1 },
] as const;
export type Source = (typeof sources)[number]["name"];

const numbered = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, i) => `${prefix}-${String(i + 1).padStart(2, "0")}`);
export const clinicians = 24;

/** Who records, but for the patients themselves. */
export const staff = [
  ...numbered("person:dr", clinicians),
  ...numbered("person:nurse", clinicians),
  "service:pharmacy-link",
  "service:registry-sync",
  "service:care-plan",
  "service:wearable-cloud",
];

const codes = <T extends string>(all: readonly T[]) => new Map(all.map((text, code) => [text, code]));
const typeCodes = codes<string>(types);
const itemCodes = codes<string>(items);
const reasonCodes = codes<string>(reasons);
const sourceCodes = codes<string>(sources.map(({ name }) => name));

export const typeCode = (type: Type) => typeCodes.get(type) ?? 0;
export const itemCode = (item: Item) => itemCodes.get(item) ?? 0;
export const reasonCode = (reason: Reason) => reasonCodes.get(reason) ?? 0;
export const sourceCode = (source: Source) => sourceCodes.get(source) ?? 0;

export const subjectOf = (patient: number) => `P${String(patient + 1).padStart(5, "0")}`;
