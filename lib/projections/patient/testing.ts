import type { PatientEvent } from "./events";

/** An event of which a test says what matters to it. */
export const eventOf = (more: Partial<PatientEvent>): PatientEvent => ({
  id: "1",
  names: null,
  position: null,
  type: null,
  role: null,
  item: null,
  day: "2025-05-03",
  occurredAt: "2025-05-03T08:00:00.000000Z",
  recordedAt: "2025-05-03T08:00:00.000000Z",
  recordedBy: null,
  source: null,
  unit: null,
  reason: null,
  dose: null,
  perDay: null,
  daysSupply: null,
  value: null,
  until: null,
  segment: 0,
  row: 0,
  traits: [],
  held: [],
  ...more,
});
