"use client";
import { useQuery } from "@tanstack/react-query";
import { count } from "@/lib/charts/format";
import type { EventRow } from "@/lib/insights/event-row";
import { wholeRow } from "@/lib/log/catalogue";
import { shownRow } from "@/lib/log/erasure/shredded";
import type { Study } from "@/lib/log/study";
import { cellText } from "../kit/cell-text";
import { Loaded } from "./loaded";

/** An event as it stands in its file, every column of it. */
export function EventWhole({ study, event: { segment, row } }: { study: Study; event: EventRow }) {
  const query = useQuery({
    queryKey: ["whole", study.digest, segment, row],
    queryFn: () => wholeRow(study, segment ?? -1, row ?? -1),
  });
  const file = study.segments.find(({ id }) => id === segment)?.file ?? "";
  return (
    <Loaded query={query}>
      {(whole) => (
        <>
          <p className="mb-3 break-words text-soft">{`Row ${count((row ?? 0) + 1)} of ${file}, as exported`}</p>
          <dl className="card grid grid-cols-[minmax(8rem,auto)_1fr] gap-x-5 gap-y-1.5 text-sm">
            {Object.entries(shownRow(whole)).map(([name, value]) => (
              <div key={name} className="contents">
                <dt className="break-words text-soft">{name}</dt>
                <dd className="min-w-0 break-words whitespace-pre-wrap">{cellText(value)}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </Loaded>
  );
}
