"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { count, isoDay, plural } from "@/lib/charts/format";
import type { Mapping } from "@/lib/ingest/mapping/mapping";
import { describe, failureOf } from "@/lib/failure";
import type { Reader } from "@/lib/ingest/read/reader";
import { groupsToRead, spanOf } from "@/lib/ingest/subset/may-match";
import { type Selection, type Slice, type Subset, subsetOf } from "@/lib/ingest/subset/subset";
import { type Named, namesIn, refsOf } from "@/lib/ingest/subset/names";
import { Button } from "../kit/button";
import { DayField } from "../kit/day-field";
import { ChipMany } from "../params/chip-many";
import { piecesWords } from "./words";

type PartFormProps = {
  file: string;
  reader: Reader;
  mapping: Mapping;
  /** What of the file is loaded already. */
  have: Subset | readonly [];
  /** Null for everything. */
  onLoad(subset: Subset | null): void;
  onLeave(): void;
};

const open: Slice = { from: null, until: null, types: null, sources: null };

function Names({ label, file, reader, mapping, of, values, onChange }: NamesProps) {
  const { data, error } = useQuery({
    queryKey: ["names in", file, reader.size, of, mapping],
    queryFn: ({ signal }) => namesIn(reader, mapping, of, signal),
    staleTime: Infinity,
  });
  return (
    <div className="min-w-0">
      <p className="text-sm text-soft">{label}</p>
      {data ? (
        <ChipMany
          label={label}
          all="all"
          values={values ?? []}
          options={data}
          onChange={(names) => onChange(names.length > 0 ? names : null)}
        />
      ) : (
        <p role="status" className="py-1">
          {error ? describe(failureOf(error)).what : "Looking through the file"}
        </p>
      )}
    </div>
  );
}

type NamesProps = {
  label: string;
  file: string;
  reader: Reader;
  mapping: Mapping;
  of: Named;
  values: readonly string[] | null;
  onChange(names: string[] | null): void;
};

const rowsIn = ({ pieces }: Reader, places: readonly number[]): number =>
  places.reduce((sum, place) => sum + (pieces[place]?.rows ?? 0), 0);

/** How much of a file is to be loaded: days, types and sources, and what that means before anything is read. */
export function PartForm({ file, reader, mapping, have, onLoad, onLeave }: PartFormProps) {
  const [slice, setSlice] = useState(open);
  const change = (part: Partial<Slice>) => setSlice({ ...slice, ...part });
  const subset = subsetOf([slice]);
  const backwards = slice.from !== null && slice.until !== null && slice.from > slice.until;
  const selection: Selection = { want: subset, have };
  const differ = (named: Named) => {
    const refs = refsOf(mapping, named);
    return refs.length > 1 || refs.some((ref) => "from" in ref);
  };
  const span = spanOf(reader.pieces, mapping);
  const more = have.length > 0;
  const rows = rowsIn(reader, groupsToRead(reader.pieces, mapping, selection));
  return (
    <section aria-label={`How much of ${file}`} className="card space-y-4">
      <div>
        <h2 className="text-lg! break-words">
          {more ? `What more of “${file}” is to be loaded?` : `How much of “${file}” is to be loaded?`}
        </h2>
        <p className="text-soft">
          {`It has ${plural(reader.rows ?? 0, "row")}${span ? `, between about ${isoDay(span.first)} and ${isoDay(span.last)}` : ""}. The rest can be added later.`}
        </p>
      </div>
      <div className="flex flex-wrap items-end gap-x-4 gap-y-3">
        <DayField label="Occurred from" value={slice.from} onChange={(from) => change({ from })} />
        <DayField label="Until" value={slice.until} onChange={(until) => change({ until })} />
        {differ("type") && (
          <Names
            label="Types"
            file={file}
            reader={reader}
            mapping={mapping}
            of="type"
            values={slice.types}
            onChange={(types) => change({ types })}
          />
        )}
        {differ("source") && (
          <Names
            label="Sources"
            file={file}
            reader={reader}
            mapping={mapping}
            of="source"
            values={slice.sources}
            onChange={(sources) => change({ sources })}
          />
        )}
      </div>
      <p role="status" className={backwards ? "text-copper" : "text-soft"}>
        {backwards
          ? "The last day is before the first."
          : `${piecesWords(reader, mapping, selection)} would be read, with ${count(rows)} rows at most.`}
      </p>
      <div className="flex flex-wrap gap-3">
        <Button kind="primary" isDisabled={subset === null || backwards} onPress={() => onLoad(subset)}>
          Load this part
        </Button>
        <Button onPress={() => onLoad(null)}>{more ? "Load the rest" : "Load all of it"}</Button>
        <Button kind="quiet" onPress={onLeave}>
          {more ? "Not now" : "Leave it out"}
        </Button>
      </div>
    </section>
  );
}
