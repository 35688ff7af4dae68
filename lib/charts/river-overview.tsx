"use client";
import { type PointerEvent, useMemo, useRef } from "react";
import { Slider, SliderThumb, SliderTrack } from "react-aria-components";
import { dayMs, leastShown, moved, type Span, type Warp } from "./river-scale";
import { dayWords } from "./river-note";
import { useWidth } from "./use-width";

type RiverOverviewProps = {
  title: string;
  /** When events were (axis ms). */
  times: readonly number[];
  view: Span;
  whole: Span;
  warp: Warp;
  relative: boolean;
  onView(view: Span): void;
};

const tall = 34;
const column = 3;
const dayFormat: Intl.NumberFormatOptions = {
  style: "unit",
  unit: "day",
  unitDisplay: "long",
  maximumFractionDigits: 0,
};

/** How many events there are along the whole, as the outline of a strip. */
function outline(times: readonly number[], width: number, x: (at: number) => number): string {
  const counts = Array.from({ length: Math.max(1, Math.ceil(width / column)) }, () => 0);
  for (const at of times) {
    const i = Math.min(counts.length - 1, Math.max(0, Math.floor(x(at) / column)));
    counts[i] = (counts[i] ?? 0) + 1;
  }
  const most = Math.sqrt(Math.max(1, ...counts));
  const y = (n: number) => (tall - 2 - (Math.sqrt(n) / most) * (tall - 6)).toFixed(1);
  return `M0 ${tall}${counts.map((n, i) => `L${i * column} ${y(n)}h${column}`).join("")}L${width} ${tall}z`;
}

/** All there is as a strip, with what is shown of it as a window: its edges are moved by pointer or keys, and it is dragged as a whole. */
export function RiverOverview({ title, times, view, whole, warp, relative, onView }: RiverOverviewProps) {
  const [box, width] = useWidth<HTMLDivElement>();
  const held = useRef<number | null>(null);
  const wide = width ?? 0;
  const length = whole.to - whole.from;
  const path = useMemo(
    () => (wide === 0 ? "" : outline(times, wide, (at) => ((warp.shown(at) - whole.from) / length) * wide)),
    [times, wide, warp, whole.from, length],
  );
  const edges = [view.from, view.to].map((at) => (at - whole.from) / dayMs);
  const drag = (event: PointerEvent) => {
    if (held.current === null) return;
    onView(moved(view, ((event.clientX - held.current) / Math.max(1, wide)) * length, whole));
    held.current = event.clientX;
  };
  const [left = 0, right = 0] = edges.map((edge) => ((edge * dayMs) / length) * 100);
  return (
    <Slider
      aria-label={title}
      minValue={0}
      maxValue={length / dayMs}
      step={1 / 24}
      formatOptions={dayFormat}
      value={edges}
      onChange={([from = 0, to = 0]) => {
        const next = { from: whole.from + from * dayMs, to: whole.from + to * dayMs };
        if (next.to - next.from >= leastShown) onView(next);
      }}
    >
      <SliderTrack ref={box} className="relative block" style={{ height: tall }}>
        {wide > 0 && (
          <svg width={wide} height={tall} className="block" aria-hidden="true">
            <path d={path} className="fill-river" opacity=".35" />
            <line x1="0" x2={wide} y1={tall - 0.5} y2={tall - 0.5} stroke="var(--color-line)" />
          </svg>
        )}
        <div
          className="absolute inset-y-0 cursor-grab touch-pan-y rounded-[3px] border border-river bg-river/10 active:cursor-grabbing"
          style={{ left: `${left}%`, right: `${100 - right}%` }}
          onPointerDown={(event) => {
            event.stopPropagation();
            event.currentTarget.setPointerCapture(event.pointerId);
            held.current = event.clientX;
          }}
          onPointerMove={drag}
          onPointerUp={() => (held.current = null)}
          onPointerCancel={() => (held.current = null)}
        />
        {(["from", "to"] as const).map((edge, i) => (
          <SliderThumb
            key={edge}
            index={i}
            aria-label={edge === "from" ? "Shown from, since the beginning" : "Shown to, since the beginning"}
            className="top-1/2 h-6 w-2.5 rounded-full border-2 border-river bg-card shadow-lift data-focus-visible:outline-2 data-focus-visible:outline-offset-2"
          />
        ))}
      </SliderTrack>
      <p className="mt-1 flex justify-between text-2xs text-soft" aria-hidden="true">
        <span>{dayWords(warp.real(view.from), relative)}</span>
        <span>{dayWords(warp.real(view.to) - 1, relative)}</span>
      </p>
    </Slider>
  );
}
