"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { asKnown } from "@/lib/log/as-known";
import { momentOf } from "@/lib/log/moment";
import type { Study } from "@/lib/log/study";
import { useAsKnownAt, useSinceParam } from "./address";

/** The moment of the address as far as it means one, as it was given and as the log writes it; both null for now and for what lies after it. */
export function useMoment(study: Study): { given: string | null; moment: string | null } {
  const [given] = useAsKnownAt();
  const moment = given === null ? null : momentOf(given, study.zone);
  const past = moment !== null && moment < (momentOf(study.now, study.zone) ?? "");
  return past ? { given, moment } : { given: null, moment: null };
}

/** The earlier moment that the address asks to compare with, where it is earlier; both null otherwise. */
export function useSince(study: Study): { given: string | null; moment: string | null } {
  const [given] = useSinceParam();
  const at = useMoment(study);
  const since = given === null ? null : momentOf(given, study.zone);
  const earlier = since !== null && since < (at.moment ?? momentOf(study.now, study.zone) ?? "");
  return earlier ? { given, moment: since } : { given: null, moment: null };
}

/** What the log knew at a moment; while another is worked out, the one before. */
export const useKnown = (study: Study, moment: string | null) =>
  useQuery({
    queryKey: ["known", study.digest, moment],
    queryFn: () => asKnown(study, moment),
    placeholderData: keepPreviousData,
  }).data;
