"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { count, plural } from "@/lib/charts/format";
import type { LaneCourse, RiverLane } from "@/lib/charts/river-marks";
import { dayMs } from "@/lib/charts/river-scale";
import type { Cohort, SubjectId } from "@/lib/cohorts/cohort";
import { bandOf, dailyShares, type DailyMeasure, rolling } from "@/lib/insights/patient-adherence";
import type { Study } from "@/lib/log/study";
import { handleOf } from "./handle";
import { type LaneNote, notWorkedOut } from "./lane-note";
import type { AdherenceSettings } from "./lane-settings";

export const measureWords: Readonly<Record<DailyMeasure, string>> = {
  supply: "days covered",
  doses: "doses taken of those due",
  dosing: "days with exactly the doses due",
};

/** Fewer patients than these make no band. */
const leastBand = 11;
/** A part of the band is of so many days. */
const part = 30;

export type Asked = {
  study: Study;
  patient: SubjectId;
  moment: string | null;
  settings: AdherenceSettings;
  origin: number;
};

const noSupply: Readonly<Record<DailyMeasure, string>> = {
  supply: "no days of supply",
  doses: "no doses due",
  dosing: "no doses due",
};

/** The adherence of a patient as a lane: the share of the last days, on each day; null where nothing tells it, and then why. */
export function useAdherence({ study, patient, moment, settings, origin }: Asked): {
  lane: RiverLane | null;
  note: LaneNote | null;
} {
  const { measure, window, threshold } = settings;
  const { data, error, isPlaceholderData } = useQuery({
    queryKey: ["patient adherence", study.digest, handleOf(patient), measure, moment],
    queryFn: ({ signal }) => dailyShares(study, patient, measure, moment, { signal }),
    placeholderData: keepPreviousData,
  });
  return useMemo(() => {
    if (error) return { lane: null, note: notWorkedOut("Adherence could not be worked out", error) };
    const points = rolling(data ?? [], window).map(({ day, share }) => ({
      at: Date.parse(day) - origin + dayMs / 2,
      value: share,
    }));
    if (data && !isPlaceholderData && !points.some(({ value }) => value !== null)) {
      const text = `Adherence is not drawn: ${noSupply[measure]} are known over ${window} days of follow-up.`;
      return { lane: null, note: { kind: "told", text } };
    }
    const label = data && !isPlaceholderData ? `Adherence, ${window} days` : "Adherence …";
    const course = { points, band: [], threshold };
    return { lane: { key: "adherence", label, tone: "river", marks: [], course }, note: null };
  }, [data, error, isPlaceholderData, measure, window, threshold, origin]);
}

/** How the cohort lies by the same measure since each patient's first event, on the axis of one whose first event is given (UTC midnight in ms), and of how many patients it is. */
export function useBand(
  { study, moment, settings, origin }: Asked,
  cohorts: readonly Cohort[],
  first: number,
  enabled: boolean,
): { band: LaneCourse["band"]; note: LaneNote | null } {
  const { data, error } = useQuery({
    queryKey: ["patient band", study.digest, cohorts, settings.measure, moment],
    queryFn: ({ signal }) => bandOf(study, cohorts, settings.measure, moment, leastBand, { signal }),
    enabled,
  });
  return useMemo(() => {
    if (!enabled) return { band: [], note: null };
    if (error) return { band: [], note: notWorkedOut("The cohort’s band could not be worked out", error) };
    if (!data) return { band: [], note: { kind: "told", text: "The cohort’s band is being worked out." } };
    const [begin, end] = [data[0], data.at(-1)];
    const who = cohorts.length === 0 ? "everybody" : cohorts.map(({ name }) => name).join(", ");
    const text =
      begin && end
        ? `Shaded above: the middle half of ${who}, in periods of ${part} days since each patient’s first event; ${plural(begin.patients, "patient")} in the first, ${count(end.patients)} in the last, none drawn of fewer than ${leastBand}.`
        : `No band is drawn: no period of ${part} days has ${leastBand} patients of ${who}.`;
    return {
      band: data.map(({ part: at, low, high }) => ({ at: first + (at + 0.5) * part * dayMs - origin, low, high })),
      note: { kind: "told", text },
    };
  }, [data, error, enabled, cohorts, first, origin]);
}
