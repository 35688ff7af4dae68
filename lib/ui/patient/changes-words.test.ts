import { expect, test } from "vitest";
import type { Change } from "@/lib/projections/patient/changes";
import type { PatientEvent } from "@/lib/projections/patient/events";
import { eventOf } from "@/lib/projections/patient/testing";
import { changeWords } from "./changes-words";

const event = (more: Partial<PatientEvent>): PatientEvent =>
  eventOf({
    type: "TreatmentPrescribed",
    role: "order",
    item: "tamoxifen",
    recordedAt: "2025-05-03T22:30:00.000000Z",
    recordedBy: "Dr 12",
    source: "clinic",
    unit: "mg",
    dose: 20,
    perDay: 1,
    ...more,
  });
const was = event({});
const at = "2025-05-09T10:00:00.000000Z";
const of = (kind: Change["kind"], by: PatientEvent | null, more: Partial<Change> = {}): Change => ({
  kind,
  at,
  was: [was],
  now: by ? [by] : [],
  by,
  of: was,
  late: 0,
  ...more,
});

test.each<[string, Change, string]>([
  [
    "a value that was corrected",
    of("corrected", event({ recordedAt: at, dose: 10 })),
    "On 4 May 2025 we believed of treatment prescribed · tamoxifen of 3 May 2025 that the dose was 20 mg; on 9 May 2025 it was corrected to 10 mg by Dr 12 (clinic).",
  ],
  [
    "several, one of them no longer stated",
    of("corrected", event({ recordedAt: at, occurredAt: "2025-05-04T08:00:00.000000Z", perDay: null, source: null })),
    "On 4 May 2025 we believed of treatment prescribed · tamoxifen of 3 May 2025 that the time was 3 May 2025, 10:00:00 and the number of doses a day was 1; on 9 May 2025 it was corrected to 4 May 2025, 10:00:00 and not stated by Dr 12.",
  ],
  [
    "a correction that says the same",
    of("corrected", event({ recordedAt: at, recordedBy: null })),
    "On 4 May 2025 we believed in treatment prescribed · tamoxifen of 3 May 2025; on 9 May 2025 it was recorded again by clinic, alike in all that is read here.",
  ],
  [
    "a withdrawal",
    of("withdrawn", event({ recordedAt: at, role: "retraction", reason: "entered twice" })),
    "On 4 May 2025 we believed in treatment prescribed · tamoxifen of 3 May 2025; on 9 May 2025 it was withdrawn by Dr 12 (clinic): entered twice.",
  ],
  [
    "what nothing known took the place of",
    of("ended", null),
    "On 4 May 2025 we believed in treatment prescribed · tamoxifen of 3 May 2025; on 9 May 2025 it ceased to count: what took its place is not known.",
  ],
  [
    "what counts again",
    of("restored", event({ recordedAt: at, role: "retraction" })),
    "On 9 May 2025 treatment prescribed · tamoxifen of 3 May 2025 came to count again: what had taken its place was withdrawn by Dr 12 (clinic).",
  ],
  [
    "what was learnt late, and corrected since",
    of("late", event({ recordedAt: "2025-05-20T10:00:00.000000Z" }), { late: 6 }),
    "On 9 May 2025 we learnt late of treatment prescribed · tamoxifen of 3 May 2025, 6 days after it happened, told by Dr 12 (clinic), as corrected on 20 May 2025.",
  ],
])("tells %s", (_, change, words) => {
  expect(changeWords(change, "Europe/Berlin")).toBe(words);
});
