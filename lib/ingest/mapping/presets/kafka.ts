import { mappingOf } from "../build";
import { lookAlsoFor, lookAt, timeIn, type Look } from "../look";
import type { Mapping } from "../mapping";
import { payloadNames } from "../vocabulary";

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

/** The payload decides, by the columns that were promoted from it; the record's timestamp is when it was recorded; its key is the patient, its topic the type and its timestamp the time where the payload says nothing else. */
export function kafka(
  look: Look,
  known: (inner: Look) => Mapping | null,
  guessed: (inner: Look) => Mapping | null,
): Mapping | null {
  if (!isKafka(look)) return null;
  const own = new Set(envelope.flatMap((name) => look.find(name) ?? []));
  const actual = new Map(
    look.columns
      .filter(({ name }) => !own.has(name))
      .map(({ name }) => [name.startsWith(prefix) ? name.slice(prefix.length) : name, name]),
  );
  const stand: [string, string | undefined][] = [
    ["subject", look.find("key")],
    ["type", look.find("topic")],
    ["occurred_at", look.find("timestamp")],
  ];
  for (const used of [[], [0], [1], [0, 1], [0, 2], [0, 1, 2]]) {
    const names = new Map(actual);
    for (const i of used) {
      const [name, column] = stand[i] ?? [];
      if (name !== undefined && column !== undefined && !names.has(name)) names.set(name, column);
    }
    const columns = [...names].flatMap(([name, column]) =>
      look.columns.filter((one) => one.name === column).map((one) => ({ ...one, name })),
    );
    const sample = look.sample.map((row) =>
      Object.fromEntries([...names].map(([name, column]) => [name, row[column] ?? null])),
    );
    const payload = lookAt(look.file, columns, sample);
    const inner = known(lookAlsoFor(payload, payloadNames)) ?? guessed(payload);
    if (!inner) continue;
    const mapping = renamed(inner, (name) => names.get(name) ?? (look.has(name) ? `${prefix}${name}` : name));
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
