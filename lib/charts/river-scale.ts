import { dayFormats } from "./format";
import { dateTicks, daySteps, type Tick } from "./ticks";

export const dayMs = 86_400_000;
const hourMs = 3_600_000;

/** A stretch of an axis in ms, the end exclusive. */
export type Span = { from: number; to: number };

/** How a time (ms) lies on an axis on which stretches are cut short, and back. */
export type Warp = { shown(at: number): number; real(shown: number): number; cuts: readonly Span[] };

/** As much as is left of a stretch that is cut short. */
export const cutLength = 3 * dayMs;

/** An axis without some stretches: ascending, apart, each longer than what is left of it. Cost of a place: that of the cuts. */
export function warpOf(cuts: readonly Span[]): Warp {
  const shrink = ({ from, to }: Span) => cutLength / (to - from);
  const lost = ({ from, to }: Span) => to - from - cutLength;
  return {
    cuts,
    shown(at) {
      let taken = 0;
      for (const cut of cuts) {
        if (at <= cut.from) break;
        taken += at >= cut.to ? lost(cut) : (at - cut.from) * (1 - shrink(cut));
      }
      return at - taken;
    },
    real(shown) {
      let taken = 0;
      for (const cut of cuts) {
        const inside = shown + taken - cut.from;
        if (inside <= 0) break;
        if (inside < cutLength) return cut.from + inside / shrink(cut);
        taken += lost(cut);
      }
      return shown + taken;
    },
  };
}

/** The least that is shown. */
export const leastShown = 6 * hourMs;

const within = (from: number, length: number, whole: Span): Span => {
  const kept = Math.min(length, whole.to - whole.from);
  const start = Math.min(whole.to - kept, Math.max(whole.from, from));
  return { from: start, to: start + kept };
};

/** A view so many times as long, with `around` where it was. */
export function zoomed({ from, to }: Span, by: number, around: number, whole: Span): Span {
  const length = Math.max(leastShown, Math.min(whole.to - whole.from, (to - from) * by));
  return within(around - ((around - from) / (to - from)) * length, length, whole);
}

/** A view further on by so many ms, as far as there is something. */
export const moved = ({ from, to }: Span, by: number, whole: Span): Span => within(from + by, to - from, whole);

/** A view in which a time stands, moved no further than it must be. */
export function holding(view: Span, at: number, whole: Span): Span {
  const margin = (view.to - view.from) * 0.04;
  if (at < view.from + margin) return moved(view, at - margin - view.from, whole);
  return at > view.to - margin ? moved(view, at + margin - view.to, whole) : view;
}

const hourSteps = [1, 2, 3, 6, 12, 24];
const twoDigits = (n: number) => String(n).padStart(2, "0");

function hourTicks(from: number, to: number, most: number): Tick[] {
  const step = (hourSteps.find((hours) => (to - from) / (hours * hourMs) <= most) ?? 24) * hourMs;
  const first = Math.ceil(from / step) * step;
  return Array.from({ length: Math.max(0, Math.floor((to - first) / step) + 1) }, (_, i) => {
    const at = first + i * step;
    return { at, label: at % dayMs === 0 ? dayFormats.dayOfMonth(at) : `${twoDigits((at / hourMs) % 24)}:00` };
  });
}

function relativeTicks(from: number, to: number, most: number): Tick[] {
  const days = (to - from) / dayMs;
  const step = daySteps.find((size) => days / size <= most) ?? 365 * Math.ceil(days / most / 365);
  const first = Math.ceil(from / dayMs / step) * step;
  return Array.from({ length: Math.max(0, Math.floor((to / dayMs - first) / step) + 1) }, (_, i) => {
    const day = first + i * step;
    return { at: day * dayMs, label: String(day).replace("-", "−") };
  });
}

/** At most about `most` ticks of a view: round places of the calendar, down to hours; or, of time since an index day, round numbers of days. None within a stretch that is cut short. */
export function riverTicks(view: Span, { real, cuts }: Warp, most: number, relative: boolean): Tick[] {
  const [from, to] = [real(view.from), real(view.to)];
  const hourly = (view.to - view.from) / dayMs <= Math.min(4, most / 2);
  const days = (): number[] => {
    const first = Math.ceil(from / dayMs);
    return Array.from({ length: Math.max(1, Math.ceil(to / dayMs) - first) }, (_, i) => (first + i) * dayMs);
  };
  const all = relative
    ? relativeTicks(from, to, most)
    : hourly
      ? hourTicks(from, to, most)
      : dateTicks(days(), Math.max(2, most));
  return all.filter(({ at }) => !cuts.some((cut) => at > cut.from && at < cut.to));
}
