"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { count, isoDay, plural } from "@/lib/charts/format";
import { type Lane, Swimmer } from "@/lib/charts/swimmer";
import { type Listed, patientsOf } from "@/lib/insights/patient-list";
import type { Study } from "@/lib/log/study";
import { asKnownAt, patientEvents } from "@/lib/projections/patient/events";
import { lanesOf, type Stretch } from "@/lib/projections/patient/lanes";
import { dayNumber } from "@/lib/projections/patient/state";
import { Loaded } from "../behind/loaded";
import { usePicked } from "../cohorts/address";
import { Button } from "../kit/button";
import { DataTable } from "../kit/table";
import { useKnown, useMoment } from "../known/use-known";
import { showPatient } from "./handle";

const most = 50;

/** A patient of the list: when they were first told of, how long, what was supplied when, and how follow-up ended. */
type Swum = Listed & {
  first: string;
  last: string;
  events: number;
  ended: string | null;
  stretches: readonly Stretch[];
};

const supplyOf = (all: readonly Stretch[]): Stretch[] =>
  all.filter(({ lane }) => lane === "supply").toSorted((a, b) => (a.from < b.from ? -1 : 1));

/** Fifty patients of the cohort, by keys of the log and what is known of them then. */
const usePatients = (study: Study, from: number) => {
  const { moment } = useMoment(study);
  const known = useKnown(study, moment);
  const { cohorts } = usePicked();
  return useQuery({
    queryKey: ["patients", study.digest, cohorts, moment, from, known?.moment],
    enabled: known !== undefined,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }): Promise<{ total: number; first: number; swum: Swum[] }> => {
      const { total, patients } = await patientsOf(study, cohorts, moment, { from, most }, { signal });
      const all = await patientEvents(
        study,
        patients.map(({ key }) => key),
        { signal },
      );
      const swum = patients.flatMap((one) => {
        const events = asKnownAt(all.get(one.key) ?? [], known?.moment ?? "");
        const stretches = lanesOf(events);
        const [first, last] = [events[0]?.day, events.at(-1)?.day];
        const ended = stretches.find(({ lane, what }) => lane === "follow-up" && what !== "enrolled")?.from ?? null;
        return first && last
          ? { ...one, first, last, events: events.length, ended, stretches: supplyOf(stretches) }
          : [];
      });
      return { total, first: from, swum };
    },
  });
};

const mostKinds = 7;
const others = "other medicines";
const kindOf = ({ item }: Stretch): string => item ?? "supply";

/** The medicines that most patients have, by name; the rest are told together. */
function kindsOf(swum: readonly Swum[]): string[] {
  const patients = new Map<string, number>();
  for (const { stretches } of swum)
    for (const kind of new Set(stretches.map(kindOf))) patients.set(kind, (patients.get(kind) ?? 0) + 1);
  const all = [...patients].toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([kind]) => kind);
  const few = all.length <= mostKinds + 1 ? all : all.slice(0, mostKinds);
  return [...few.toSorted(), ...(few.length < all.length ? [others] : [])];
}

const laneOf = ({ key, id, first, stretches }: Swum, kinds: readonly string[]): Lane => ({
  key: String(key),
  label: id,
  stretches: stretches.map((one) => ({
    from: dayNumber(one.from) - dayNumber(first),
    to: dayNumber(one.to ?? one.from) + 1 - dayNumber(first),
    kind: kinds.includes(kindOf(one)) ? kindOf(one) : others,
    ended: true,
  })),
});

/** Patients of the cohort one below the other, each from their first event: what was supplied when. Pressing one opens their timeline. */
export function Swimmers({ study }: { study: Study }) {
  const [from, setFrom] = useState(0);
  const query = usePatients(study, from);
  return (
    <section aria-label="Patients" className="card mt-5">
      <Loaded query={query}>
        {({ total, first, swum }) => (
          <>
            <div className="mb-3 flex flex-wrap items-baseline justify-between gap-2">
              <h2 className="text-base font-semibold">
                {total <= most
                  ? plural(total, "patient")
                  : `Patients ${count(first + 1)} to ${count(first + swum.length)} of ${count(total)}`}
              </h2>
              {total > most && (
                <span className="flex gap-2">
                  <Button kind="chip" isDisabled={from === 0} onPress={() => setFrom(Math.max(0, from - most))}>
                    Before
                  </Button>
                  <Button kind="chip" isDisabled={from + most >= total} onPress={() => setFrom(from + most)}>
                    Next
                  </Button>
                </span>
              )}
            </div>
            <p className="mb-3 text-sm text-soft">
              What was supplied, in days since each patient’s first event. Press a patient to open their timeline.
            </p>
            <Pictured swum={swum} />
          </>
        )}
      </Loaded>
    </section>
  );
}

function Pictured({ swum }: { swum: readonly Swum[] }) {
  const [table, setTable] = useState(false);
  const byKey = new Map(swum.map((one) => [String(one.key), one]));
  const supplied = swum.filter(({ stretches }) => stretches.length > 0);
  const kinds = kindsOf(supplied);
  const show = ({ namespace, id }: Swum) => showPatient({ namespace, id });
  return (
    <>
      {supplied.length > 0 && (
        <Swimmer
          title="Patients, supply over time"
          description="A lane a patient, a bar a supply"
          lanes={supplied.map((one) => laneOf(one, kinds))}
          kinds={kinds}
          axis="days since the first event"
          details={(lane, index) => {
            const one = byKey.get(lane.key);
            const stretch = one?.stretches[index];
            return [
              [
                stretch?.item ?? "supply",
                stretch ? `${isoDay(stretch.from)} to ${isoDay(stretch.to ?? stretch.from)}` : "",
              ],
              ["events", count(one?.events ?? 0)],
              ...(one?.ended ? [["follow-up ended", isoDay(one.ended)] as const] : []),
            ];
          }}
          onPick={(lane) => {
            const one = byKey.get(lane.key);
            if (one) show(one);
          }}
        />
      )}
      <div className="mt-3 border-t border-line pt-3">
        <Button kind="quiet" aria-expanded={table || supplied.length === 0} onPress={() => setTable(!table)}>
          Table
        </Button>
      </div>
      {(table || supplied.length === 0) && (
        <DataTable
          label="Patients"
          rows={swum}
          rowKey={({ key }) => String(key)}
          onOpen={show}
          height={480}
          columns={[
            { id: "id", label: "Patient", numeric: false, least: 120, value: ({ id }) => id },
            {
              id: "first",
              label: "First event",
              numeric: false,
              least: 118,
              value: ({ first }) => first,
              text: ({ first }) => isoDay(first),
            },
            {
              id: "last",
              label: "Last event",
              numeric: false,
              least: 118,
              value: ({ last }) => last,
              text: ({ last }) => isoDay(last),
            },
            {
              id: "events",
              label: "Events",
              numeric: true,
              least: 90,
              value: ({ events }) => events,
              text: ({ events }) => count(events),
            },
            { id: "supplies", label: "Supplies", numeric: true, least: 90, value: ({ stretches }) => stretches.length },
            {
              id: "ended",
              label: "Follow-up ended",
              numeric: false,
              least: 130,
              value: ({ ended }) => ended,
              text: ({ ended }) => (ended === null ? "–" : isoDay(ended)),
            },
          ]}
        />
      )}
    </>
  );
}
