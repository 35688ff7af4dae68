import { mappingOf } from "../build";
import { standIns } from "../guess";
import { lookAlsoFor, lookAt, timeIn, type Look } from "../look";
import type { Mapping } from "../mapping";
import { payloadNames } from "../vocabulary";
import { own } from "./own";

const envelope = ["topic", "partition", "offset", "timestamp", "timestampType", "key", "headers", "value"];
const prefix = "value.";

/** A Kafka sink's export: where a record lay in the log, and its payload in `value`. */
export const isKafka = (look: Look): boolean =>
  look.has("topic", "partition", "offset", "value") && look.find("timestamp", "key") !== undefined;

/** Refers to columns by other names. */
function renamed(mapping: Mapping, actual: (name: string) => string): Mapping {
  const change = (part: unknown): unknown =>
    typeof part === "object" && part !== null && "from" in part && Array.isArray(part.from)
      ? { ...part, from: part.from.map(actual) }
      : part;
  const traits = Object.fromEntries(
    Object.entries(mapping.traits).map(([trait, ref]) => [
      trait,
      "from" in ref ? { ...ref, from: ref.from.map(actual) } : ref,
    ]),
  );
  const parts = Object.fromEntries(Object.entries(mapping).map(([name, part]) => [name, change(part)]));
  return mappingOf({ ...mapping, ...parts, id: mapping.id.map(actual), traits });
}

/** The payload's columns under their own names, and columns of the record under the names given for them. */
function payloadOf(
  look: Look,
  standing: Readonly<Record<string, string>>,
): { payload: Look; actual(name: string): string } {
  const around = new Set(envelope.flatMap((name) => look.find(name) ?? []));
  const names = new Map(
    look.columns
      .filter(({ name }) => !around.has(name))
      .map(({ name }) => [name.startsWith(prefix) ? name.slice(prefix.length) : name, name]),
  );
  for (const [name, column] of Object.entries(standing)) {
    const held = look.find(column);
    if (held !== undefined && !names.has(name)) names.set(name, held);
  }
  const columns = [...names].flatMap(([name, column]) =>
    look.columns.filter((one) => one.name === column).map((one) => ({ ...one, name })),
  );
  const sample = look.sample.map((row) =>
    Object.fromEntries([...names].map(([name, column]) => [name, row[column] ?? null])),
  );
  return {
    payload: lookAt(look.file, columns, sample),
    actual: (name) => names.get(name) ?? (look.has(name) ? `${prefix}${name}` : name),
  };
}

type Recognise = (payload: Look) => Mapping | null;

/** The payload decides, by the columns that were promoted from it; the record's timestamp is when it was recorded; its key is the patient, its topic the type and its timestamp the time where the payload says nothing else. */
export function kafka(look: Look, known: Recognise, guessed: Recognise): Mapping | null {
  if (!isKafka(look)) return null;
  const recognised: Recognise = (payload) => own(lookAlsoFor(payload, payloadNames)) ?? known(payload);
  const attempts: [Readonly<Record<string, string>>, Recognise][] = [
    [{}, recognised],
    [{ subject: "key" }, recognised],
    [{ [standIns.subject]: "key", [standIns.type]: "topic", [standIns.time]: "timestamp" }, guessed],
  ];
  for (const [standing, recognise] of attempts) {
    const { payload, actual } = payloadOf(look, standing);
    const found = recognise(payload);
    if (!found) continue;
    const mapping = renamed(found, actual);
    const at = (name: string) => ({ from: [look.find(name) ?? name] });
    return mappingOf({
      ...mapping,
      name: `Kafka: ${mapping.name}`,
      recordedAt: timeIn(look, look.find("timestamp")) ?? mapping.recordedAt,
      topic: at("topic"),
      partition: at("partition"),
      offset: at("offset"),
    });
  }
  return null;
}
