import { z } from "zod";
import type { Row } from "@/lib/engine/decode";
import { Failed } from "@/lib/failure";
import { asKnown } from "@/lib/log/as-known";
import { eventNames } from "@/lib/log/event-names";
import { isDay, momentOf } from "@/lib/log/moment";
import { dayOf, type Study } from "@/lib/log/study";
import { changesBetween } from "@/lib/projections/patient/changes";
import { asKnownAt, bearersOf, patientEvents, type PatientEvent } from "@/lib/projections/patient/events";
import { lanesOf } from "@/lib/projections/patient/lanes";
import { type At, stateAt } from "@/lib/projections/patient/state";

/** What can be asked about one patient. */
export const aboutPatient = {
  state: {
    title: "What was true of a patient at a moment",
    params: z.strictObject({
      subject: z.string().meta({ description: "The patient's id as the files have it." }),
      namespace: z.string().optional().meta({ description: "The register of the id, where several have it." }),
      at: z
        .string()
        .optional()
        .meta({ description: "A day, or a moment with its offset; data end where it is left out." }),
    }),
  },
  timeline: {
    title: "Everything that happened to a patient, lane by lane",
    params: z.strictObject({ subject: z.string(), namespace: z.string().optional() }),
  },
  changes: {
    title: "What changed of what was believed of a patient, and what was learnt late",
    params: z.strictObject({
      subject: z.string(),
      namespace: z.string().optional(),
      since: z.string().meta({ description: "A day, by its end, or a moment with its offset." }),
    }),
  },
} as const;
export type AboutPatient = keyof typeof aboutPatient;

export const isAboutPatient = (name: string): name is AboutPatient => Object.hasOwn(aboutPatient, name);

type Asked = { subject: string; namespace?: string | undefined; at?: string | undefined; since?: string | undefined };
type Told = { columns: readonly string[]; rows: readonly Row[] };

const refused = (insight: string, detail: string) => new Failed({ kind: "params", insight, detail });

function checked<P>(name: AboutPatient, schema: z.ZodType<P>, params: unknown): P {
  const parsed = schema.safeParse(params);
  if (parsed.success) return parsed.data;
  throw refused(
    name,
    parsed.error.issues.map(({ path, message }) => [path.join("."), message].filter(Boolean).join(": ")).join("; "),
  );
}

/** The key of the patient who bears an id. */
async function keyOf(study: Study, name: string, { subject, namespace }: Asked): Promise<number> {
  const found = (await bearersOf(study, subject)).filter(
    (one) => namespace === undefined || one.namespace === namespace,
  );
  const [one, other] = found;
  if (!one) throw refused(name, "subject: no patient of the history has this id");
  if (other)
    throw refused(
      name,
      `namespace: patients of ${found.map((each) => each.namespace).join(", ")} have this id; name one`,
    );
  return one.key;
}

/** When a state is asked for. */
function atOf(study: Study, given: string | undefined, dataEnd: string): At {
  if (given === undefined) return { day: dataEnd, moment: null };
  const moment = momentOf(given, study.zone);
  if (moment === null) throw refused("state", `at: a day, or a moment with its offset, not “${given}”`);
  return isDay(given) ? { day: given, moment: null } : { day: dayOf(study, moment), moment };
}

async function named(study: Study, events: readonly PatientEvent[]) {
  const names = await eventNames(study, events);
  return events.map(({ recordedAt, recordedBy }, i) => ({
    event: names[i] ?? "",
    recorded_at: recordedAt,
    recorded_by: recordedBy,
  }));
}

/** Changes between a moment and the one that is known; prompt new facts are one row, which counts them. */
async function changed(study: Study, events: readonly PatientEvent[], given: string, until: string): Promise<Told> {
  const since = momentOf(given, study.zone);
  if (since === null) throw refused("changes", `since: a day, or a moment with its offset, not “${given}”`);
  const { told, prompt } = changesBetween(events, since, until);
  const of = await named(
    study,
    told.map((one) => one.of),
  );
  const by = await eventNames(
    study,
    told.map((one) => one.by ?? { segment: null, row: null }),
  );
  return {
    columns: [
      "at",
      "change",
      "type",
      "item",
      "day",
      "days_late",
      "events",
      "event",
      "by_event",
      "recorded_by",
      "source",
    ],
    rows: [
      ...told.map(({ at, kind, of: { type, item, day }, late, by: maker }, i) => ({
        at,
        change: kind,
        type,
        item,
        day,
        days_late: late,
        events: 1,
        event: of[i]?.event ?? "",
        by_event: by[i] ?? "",
        recorded_by: maker?.recordedBy ?? null,
        source: maker?.source ?? null,
      })),
      { change: "told within a day", events: prompt.length },
    ],
  };
}

/** What is asked about one patient, by the events as they were known at a moment (ISO UTC, null for now). Throws Failed. */
export async function toldOfPatient(
  study: Study,
  name: AboutPatient,
  params: unknown,
  knownAt: string | null,
): Promise<Told> {
  const asked = checked<Asked>(name, aboutPatient[name].params, params);
  const key = await keyOf(study, name, asked);
  const known = await asKnown(study, knownAt);
  const versions = (await patientEvents(study, [key])).get(key) ?? [];
  if (name === "changes") return changed(study, versions, asked.since ?? "", known.moment);
  const events = asKnownAt(versions, known.moment);
  if (name === "state") {
    const facts = stateAt(events, atOf(study, asked.at, known.dataEnd));
    const by = await named(
      study,
      facts.map(({ event }) => event),
    );
    return {
      columns: ["fact", "value", "since", "event", "recorded_at", "recorded_by"],
      rows: facts.map(({ kind, of, value, since }, i) => ({
        fact: of === "" ? kind : `${kind} ${of}`,
        value,
        since,
        ...by[i],
      })),
    };
  }
  const lanes = lanesOf(events);
  const by = await named(
    study,
    lanes.flatMap(({ events: [first] }) => first ?? []),
  );
  return {
    columns: ["lane", "what", "item", "from", "to", "value", "unit", "events", "event", "recorded_at", "recorded_by"],
    rows: lanes.map(({ events: made, ...stretch }, i) => ({ ...stretch, events: made.length, ...by[i] })),
  };
}
