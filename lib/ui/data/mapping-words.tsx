import type { Mapping } from "@/lib/ingest/mapping/mapping";
import { fieldWords, further, needed } from "../mapping/draft";
import { refText, upcastText } from "../mapping/upcast-words";

/** A mapping in words: what each thing is read from. */
export function MappingWords({ mapping }: { mapping: Mapping }) {
  if (mapping.reference) return <p>A table without patients: counted, neither admitted nor set aside.</p>;
  const rows: [string, string][] = [
    ...[...needed, ...further].flatMap((field): [string, string][] => {
      const ref = mapping[field];
      return ref ? [[fieldWords[field], refText(ref)]] : [];
    }),
    [
      "Known by",
      mapping.id.length > 0 ? mapping.id.join(" and ") : mapping.offset ? "topic, partition and offset" : "its content",
    ],
    ["Patients' register", mapping.namespace],
    ["Days in", mapping.zoneColumn ? `${refText(mapping.zoneColumn)}, else ${mapping.zone}` : mapping.zone],
    ...Object.entries(mapping.traits).map(([trait, ref]): [string, string] => [`Trait ${trait}`, refText(ref)]),
    ...(mapping.upcasts ?? []).map((upcast): [string, string] => [`Upcast ${upcast.name}`, upcastText(upcast)]),
  ];
  return (
    <dl className="grid grid-cols-[minmax(9rem,auto)_1fr] gap-x-4 gap-y-0.5">
      {rows.map(([term, value]) => (
        <div key={term} className="contents">
          <dt>{term}</dt>
          <dd className="break-words text-ink">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
