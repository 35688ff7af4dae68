import { earliest, end } from "./faults";
import { transitions, validZone, type Transition } from "../zones";

const day = 86_400;

/** How far a zone is ahead of UTC (seconds) at a UTC moment (seconds since 1970) within the span it was made for. */
export type Clock = { from: number; to: number; ahead(seconds: number): number };

function clock(zone: string, from: number, to: number): Clock {
  if (zone === "UTC") return { from: -Infinity, to: Infinity, ahead: () => 0 };
  const changes: Transition[] = transitions(zone, from * 1_000_000, to * 1_000_000);
  const starts = Float64Array.from(changes, (change) => change.from / 1_000_000);
  let at = 0;
  return {
    from,
    to,
    ahead(seconds) {
      while (at > 0 && seconds < (starts[at] ?? 0)) at--;
      while (at + 1 < starts.length && seconds >= (starts[at + 1] ?? 0)) at++;
      return changes[at]?.offsetSeconds ?? 0;
    },
  };
}

/** The clocks of a file's rows: each of its own zone, or of the mapping's where it names none, or one that is none. */
export type Clocks = { of(zone: string): Clock; span(from: number, to: number): void };

export function clocks(standard: string): Clocks {
  const made = new Map<string, Clock>();
  const names = new Map<string, string>();
  let [low, high] = [Infinity, -Infinity];
  return {
    /** Widens the span of moments that clocks are asked about (seconds since 1970). */
    span(from, to) {
      if (!(from <= to)) return;
      low = Math.min(low, Math.max(from, earliest) - 2 * day);
      high = Math.max(high, Math.min(to, end) + 2 * day);
    },
    of(zone) {
      let name = names.get(zone);
      if (name === undefined) names.set(zone, (name = zone !== "" && validZone(zone) ? zone : standard));
      const known = made.get(name);
      if (known && known.from <= low && known.to >= high) return known;
      const fresh = clock(name, low, high);
      made.set(name, fresh);
      return fresh;
    },
  };
}
