import { ReferenceArea } from "recharts";
import { CornerNote } from "./corner-note";
import { endOf, type Period } from "./period";

/** The day from which on events still arrive, in UTC milliseconds; null where there is none or the last of the periods was over by then. */
export function provisionalDay(from: string | null, starts: readonly number[], unit: Period): number | null {
  const last = starts.at(-1);
  if (from === null || last === undefined) return null;
  const day = Date.parse(from);
  return endOf(last, 0, unit) > day ? day : null;
}

/** Which period is the first that events still arrive in: the one that `from` lies in, the very first where it lies before all; null where none is. */
export function firstProvisional(starts: readonly number[], from: number | null): number | null {
  return from === null || starts.length === 0
    ? null
    : Math.max(
        0,
        starts.findLastIndex((start) => start <= from),
      );
}

/** The shade over a stretch that events still arrive in, and its word. */
export function ProvisionalShade({ from, to }: { from: number; to: number }) {
  return (
    <>
      <ReferenceArea x1={from} x2={to} fill="var(--color-soft)" fillOpacity={0.09} />
      <CornerNote>provisional</CornerNote>
    </>
  );
}
