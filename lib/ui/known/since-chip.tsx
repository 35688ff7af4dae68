"use client";
import { useRecorded } from "../study/use-catalogue";
import type { Study } from "@/lib/log/study";
import { useSinceParam } from "./address";
import { MomentChip } from "./moment-chip";
import { useMoment, useSince } from "./use-known";
import { dayOfMoment } from "./words";

const dayMs = 86_400_000;

/** The earlier moment that a figure is compared with. */
export function SinceChip({ study }: { study: Study }) {
  const { data } = useRecorded(study, false);
  const [, setSince] = useSinceParam();
  const { given } = useSince(study);
  const at = useMoment(study);
  const { zone, dataStart, dataEnd } = study;
  if (dataEnd === "") return null;
  const from = data?.[0]?.week ?? dataStart;
  const last = at.given === null ? dataEnd : dayOfMoment(at.given, zone);
  const to = new Date(Date.parse(last) - dayMs).toISOString().slice(0, 10);
  if (to <= from) return null;
  return (
    <MomentChip
      label="Compared with"
      none="nothing earlier"
      given={given}
      from={from}
      to={to}
      zone={zone}
      onChange={(day) => void setSince(day)}
    />
  );
}
