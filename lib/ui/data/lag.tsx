"use client";
import { useQuery } from "@tanstack/react-query";
import { count, percent, plural } from "@/lib/charts/format";
import { type Lag, lags } from "@/lib/log/lag";
import type { Study } from "@/lib/log/study";
import { Loaded } from "../behind/loaded";
import { type DataColumn, DataTable } from "../kit/table";
import { useKnown, useMoment } from "../known/use-known";

/** Minutes as people say them: “12 min”, “5 h”, “26 days”. */
function lasting(minutes: number): string {
  if (minutes < 1) return "< 1 min";
  if (minutes < 60) return `${minutes} min`;
  return minutes < 48 * 60 ? `${Math.round(minutes / 60)} h` : plural(Math.round(minutes / 1440), "day");
}

const columnsFor = (head: string): DataColumn<Lag>[] => [
  {
    id: "name",
    label: head,
    numeric: false,
    parts: 2,
    least: 140,
    value: ({ name }) => name,
    text: ({ name }) => name ?? "not stated",
  },
  {
    id: "events",
    label: "Events",
    numeric: true,
    least: 84,
    value: ({ events }) => events,
    text: ({ events }) => count(events),
  },
  {
    id: "median",
    label: "Median",
    numeric: true,
    least: 92,
    value: ({ median }) => median,
    text: ({ median }) => lasting(median),
  },
  { id: "p95", label: "95 %", numeric: true, least: 84, value: ({ p95 }) => p95, text: ({ p95 }) => lasting(p95) },
  {
    id: "late",
    label: "Over a day",
    numeric: true,
    least: 104,
    value: ({ late }) => late,
    text: ({ late }) => percent(late, 1),
  },
];

const tables = [
  { key: "sources", label: "Recording lag by source", columns: columnsFor("Source") },
  { key: "types", label: "Recording lag by type", columns: columnsFor("Type") },
] as const;

/** How long after an event it was recorded, by source and by type. */
export function RecordingLag({ study }: { study: Study }) {
  const known = useKnown(study, useMoment(study).moment);
  const moment = known?.moment ?? "";
  const query = useQuery({
    queryKey: ["lags", study.digest, moment],
    queryFn: () => lags(study, moment),
    enabled: moment !== "",
  });
  return (
    <section aria-labelledby="lag" className="card">
      <h2 id="lag" className="mb-1 text-lg!">
        How late events are recorded
      </h2>
      <Loaded query={query}>
        {(found) =>
          found.all === null ? (
            <p className="text-soft">No event states when it was recorded; it is taken to be when it occurred.</p>
          ) : (
            <>
              <p className="mb-3 text-soft">
                {`Half of the events are recorded within ${lasting(found.all.median)}, 95 % within ${lasting(found.all.p95)}; ${percent(found.all.late, 1)} more than a day after they occurred.`}
                {known &&
                  known.assumed > 0 &&
                  ` ${plural(known.assumed, "event")} without a time of recording ${known.assumed === 1 ? "is" : "are"} left out.`}
              </p>
              <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4.5 xl:grid-cols-2">
                {tables.map(({ key, label, columns }) => (
                  <DataTable
                    key={key}
                    label={label}
                    columns={columns}
                    rows={found[key]}
                    rowKey={({ name }) => name ?? ""}
                    height={320}
                  />
                ))}
              </div>
            </>
          )
        }
      </Loaded>
    </section>
  );
}
