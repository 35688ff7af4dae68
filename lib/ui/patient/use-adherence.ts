"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { LaneCourse, RiverLane } from "@/lib/charts/river-marks";
import { dayMs } from "@/lib/charts/river-scale";
import type { Cohort, SubjectId } from "@/lib/cohorts/cohort";
import { bandOf, dailyShares, type DailyMeasure, rolling } from "@/lib/insights/patient-adherence";
import type { Study } from "@/lib/log/study";
import { handleOf } from "./handle";
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

/** The adherence of a patient as a lane: the share of the last days, on each day; undefined until it is there, null where nothing tells it. */
export function useAdherence({ study, patient, moment, settings, origin }: Asked): RiverLane | null | undefined {
  const { measure, window, threshold } = settings;
  const { data, isError } = useQuery({
    queryKey: ["patient adherence", study.digest, handleOf(patient), measure, moment],
    queryFn: ({ signal }) => dailyShares(study, patient, measure, moment, { signal }),
    placeholderData: keepPreviousData,
  });
  return useMemo(() => {
    if (isError) return null;
    if (!data) return undefined;
    const points = rolling(data, window).map(({ day, share }) => ({
      at: Date.parse(day) - origin + dayMs / 2,
      value: share,
    }));
    if (!points.some(({ value }) => value !== null)) return null;
    return {
      key: "adherence",
      label: `Adherence, ${window} days`,
      tone: "river",
      marks: [],
      course: { points, band: [], threshold },
    };
  }, [data, isError, window, threshold, origin]);
}

/** How the cohort lies by the same measure since each patient's first event, on the axis of one whose first event is given (UTC midnight in ms). */
export function useBand(
  { study, moment, settings, origin }: Asked,
  cohorts: readonly Cohort[],
  first: number,
  enabled: boolean,
): LaneCourse["band"] {
  const { data } = useQuery({
    queryKey: ["patient band", study.digest, cohorts, settings.measure, moment],
    queryFn: ({ signal }) => bandOf(study, cohorts, settings.measure, moment, leastBand, { signal }),
    enabled,
  });
  return useMemo(
    () =>
      (data ?? []).map(({ part: at, low, high }) => ({ at: first + (at + 0.5) * part * dayMs - origin, low, high })),
    [data, first, origin],
  );
}
