"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { count } from "@/lib/charts/format";
import { upcastOf } from "@/lib/ingest/encode/applied";
import { wholeRow } from "@/lib/log/catalogue";
import type { Cell } from "@/lib/ingest/read/reader";
import { shownRow } from "@/lib/log/erasure/shredded";
import type { Study } from "@/lib/log/study";
import { jsonOf } from "@/lib/export/json";
import { cellText } from "../kit/cell-text";
import { CopyJson } from "./copy-json";
import { LineageList } from "./lineage-list";
import { Loaded } from "./loaded";

type Place = { segment: number | null; row: number | null };

/** An event as it stands in its file, every column of it, and every other record of it. */
export function EventWhole({ study, event }: { study: Study; event: Place }) {
  const [opened, setOpened] = useState(event);
  const place = { segment: opened.segment ?? -1, row: opened.row ?? -1 };
  const query = useQuery({
    queryKey: ["whole", study.digest, place.segment, place.row],
    queryFn: async () => ({ at: place, whole: await wholeRow(study, place.segment, place.row) }),
    // What was pressed stays, and the focus on it.
    placeholderData: keepPreviousData,
  });
  const segmentOf = ({ segment }: Place) => study.segments.find(({ id }) => id === segment);
  const readBy = (at: Place, whole: Record<string, Cell>) => {
    const segment = segmentOf(at);
    const upcast = segment && upcastOf(segment.mapping, whole);
    return upcast ? ` · read by the upcast “${upcast.name}”` : "";
  };
  return (
    <Loaded query={query}>
      {({ at, whole }) => (
        <>
          <p className="mb-3 break-words text-soft">{`Row ${count(at.row + 1)} of ${segmentOf(at)?.file ?? ""}, as exported${readBy(at, whole)}`}</p>
          <CopyJson text={jsonOf(shownRow(whole))} name={`event-${at.segment}-${at.row + 1}.json`} />
          <dl className="card grid grid-cols-[minmax(8rem,auto)_1fr] gap-x-5 gap-y-1.5 text-sm">
            {Object.entries(shownRow(whole)).map(([name, value]) => (
              <div key={name} className="contents">
                <dt className="break-words text-soft">{name}</dt>
                <dd className="min-w-0 break-words whitespace-pre-wrap">{cellText(value)}</dd>
              </div>
            ))}
          </dl>
          <LineageList study={study} at={at} onOpen={setOpened} />
        </>
      )}
    </Loaded>
  );
}
