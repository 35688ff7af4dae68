import type { Ref, TimeRef, Upcast } from "@/lib/ingest/mapping/mapping";
import { plural } from "@/lib/charts/format";
import type { Segment } from "@/lib/log/study";
import { fieldWords } from "./draft";

export const refText = (ref: Ref | TimeRef): string =>
  "constant" in ref ? `always “${ref.constant}”` : ref.from.join(", else ");

const partText = (ref: Ref | TimeRef | null): string =>
  ref === null ? "nothing" : "constant" in ref ? `“${ref.constant}”` : refText(ref);

const either = (words: readonly string[]): string =>
  words.map((word) => (word === "" ? "nothing" : `“${word}”`)).join(" or ");

const partWords = new Map<string, string>([
  ...Object.entries(fieldWords),
  ["zoneColumn", "Time zone"],
  ["corrects", "What it corrects"],
]);

/** An upcast in a sentence: which rows it reads, as what, and from where. */
export function upcastText({
  when: { types, sources, version },
  type,
  parts: { traits = {}, ...parts },
}: Upcast): string {
  const rows = [
    types && `type ${either(types)}`,
    sources && `source ${either(sources)}`,
    version && `${version.column} ${either(version.is)}`,
  ].filter(Boolean);
  const read = [
    ...Object.entries(parts).flatMap(([name, ref]) =>
      ref === undefined ? [] : [`${(partWords.get(name) ?? name).toLowerCase()} from ${partText(ref)}`],
    ),
    ...Object.entries(traits).map(([name, ref]) => `trait ${name} from ${partText(ref)}`),
  ];
  return [
    `Rows of ${rows.join(", ")}`,
    type === undefined ? "" : ` become “${type}”`,
    read.length > 0 ? `: ${read.join(", ")}` : "",
  ].join("");
}

/** “2 upcasts: old visit (12,031 rows), old dose (0 rows)”; null where a file has none. */
export function upcastsText({ mapping, upcasts }: Pick<Segment, "mapping" | "upcasts">): string | null {
  const all = mapping.upcasts ?? [];
  if (all.length === 0) return null;
  return `${plural(all.length, "upcast")}: ${all.map(({ name }, place) => `${name} (${plural(upcasts[place] ?? 0, "row")})`).join(", ")}`;
}
