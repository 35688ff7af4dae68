"use client";
import { type KeyboardEvent, type PointerEvent, useId, useMemo, useState } from "react";
import { Note } from "./note";
import { useGestures } from "./river-gestures";
import { Lane } from "./river-lane";
import { heightOf, type LanePlace, marksUnder, readAt, type RiverLane } from "./river-marks";
import { dayWords, MarkNote, type Pinned } from "./river-note";
import { dayMs, riverTicks, type Span, type Warp, zoomed } from "./river-scale";
import { useWidth } from "./use-width";

export type Shade = Span & { label: string };

type RiverLanesProps = {
  title: string;
  lanes: readonly RiverLane[];
  /** What is shown of all there is, on the axis as it is cut short. */
  view: Span;
  whole: Span;
  warp: Warp;
  /** Whether the axis counts from an index day. */
  relative: boolean;
  /** The time that is read (axis ms), and what is said of it. */
  at: number;
  said: string;
  shades: readonly Shade[];
  pinned: readonly Pinned[];
  onView(view: Span): void;
  onAt(at: number): void;
  /** From one event to the next or the one before. */
  onStep(by: 1 | -1): void;
  onPin(pin: Pinned): void;
  /** What a pinned note offers. */
  acts(pin: Pinned): readonly { label: string; act(): void }[];
};

const [foot, narrow, broadGutter, narrowHead] = [24, 640, 148, 15];
/** Parts of the view that keys move the time by. */
const arrows: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 };

/** What happened to one patient, lane by lane over time, with the time that is read as a line. Arrows move it by a day, with Shift by a part of the view, Page keys by thirty days; plus and minus zoom, 0 shows all, comma and full stop go from event to event, Enter pins what is there. */
export function RiverLanes(props: RiverLanesProps) {
  const { title, lanes, view, whole, warp, relative, at, said, shades, pinned, onView, onAt, onStep, onPin, acts } =
    props;
  const [box, width] = useWidth<HTMLDivElement>();
  const [overlay, setOverlay] = useState<HTMLDivElement | null>(null);
  const [hover, setHover] = useState<Pinned | null>(null);
  const clipId = useId();
  const wide = width ?? 0;
  const gutter = wide >= narrow ? broadGutter : 0;
  const head = gutter === 0 ? narrowHead : 0;
  const plot = Math.max(1, wide - gutter);
  const span = view.to - view.from;
  const geometry = useMemo(() => {
    const x = (time: number) => gutter + ((warp.shown(time) - view.from) / span) * plot;
    return { x, left: gutter, right: gutter + plot, pixelsPerDay: (plot / span) * dayMs };
  }, [gutter, plot, span, view.from, warp]);
  const tops = lanes.map((_, i) => lanes.slice(0, i).reduce((sum, lane) => sum + heightOf(lane) + head, 0));
  const place = (lane: RiverLane, i: number): LanePlace => ({
    ...geometry,
    top: (tops[i] ?? 0) + head,
    tall: heightOf(lane),
  });
  const bottom = lanes.reduce((sum, lane) => sum + heightOf(lane) + head, 0);
  const ticks = wide === 0 ? [] : riverTicks(view, warp, Math.max(2, Math.floor(plot / 90)), relative);
  const timeAt = (pixel: number) => view.from + ((pixel - gutter) / plot) * span;
  const fine = geometry.pixelsPerDay >= 160;
  const settled = (pixel: number): number => {
    const real = warp.real(Math.min(whole.to - 1, Math.max(whole.from, timeAt(pixel))));
    return fine ? Math.floor(real / 60_000) * 60_000 : Math.floor(real / dayMs) * dayMs;
  };
  const under = (pixel: number, y: number): Pinned | null => {
    const i = tops.findLastIndex((top) => top <= y);
    const lane = lanes[i];
    if (!lane || pixel < gutter) return null;
    const marks = marksUnder(lane, pixel, place(lane, i));
    const [first] = marks;
    return first
      ? {
          key: `${lane.key} ${first.from}`,
          lane: lane.key,
          at: first.look === "stretch" || first.look === "gap" ? settled(pixel) : first.from,
          marks,
        }
      : null;
  };
  const cursor = geometry.x(fine ? at : Math.floor(at / dayMs) * dayMs + dayMs / 2);
  const gestures = useGestures({
    box,
    view,
    whole,
    timeAt,
    line: cursor,
    onView,
    onLine: (pixel) => onAt(settled(pixel)),
    onPress(pixel, y) {
      const pin = under(pixel, y);
      if (pin) onPin(pin);
      if (pixel >= gutter) onAt(settled(pixel));
    },
  });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const middle = warp.shown(at);
    const stay = (time: number) => onAt(Math.min(warp.real(whole.to) - 1, Math.max(warp.real(whole.from), time)));
    const step = arrows[event.key];
    if (step !== undefined)
      stay(event.shiftKey ? warp.real(middle + (step * span) / 10) : at + step * (fine ? 3_600_000 : dayMs));
    else if (event.key === "PageUp" || event.key === "PageDown") stay(at + (event.key === "PageUp" ? 30 : -30) * dayMs);
    else if (event.key === "Home") stay(-Infinity);
    else if (event.key === "End") stay(Infinity);
    else if (event.key === "+" || event.key === "=") onView(zoomed(view, 0.6, middle, whole));
    else if (event.key === "-") onView(zoomed(view, 1 / 0.6, middle, whole));
    else if (event.key === "0") onView(whole);
    else if (event.key === "," || event.key === ".") onStep(event.key === "." ? 1 : -1);
    else if (event.key === "Enter")
      onPin({
        key: `${at}`,
        lane: null,
        at,
        marks: lanes.flatMap(({ marks }) => marks.filter(({ from, to }) => at >= from && at < to)),
      });
    else if (event.key === "Escape" && pinned.length > 0) pinned.forEach(onPin);
    else return;
    event.preventDefault();
  };
  const noteAt = (pin: Pinned) => {
    const i = lanes.findIndex(({ key }) => key === pin.lane);
    return {
      x: Math.min(wide, Math.max(gutter, geometry.x(pin.at) + Math.min(12, geometry.pixelsPerDay / 2))),
      y: (tops[i] ?? 0) + head + 20,
      seen: i >= 0 || pin.lane === null,
    };
  };
  const shown = pinned.filter(
    (pin) => noteAt(pin).seen && geometry.x(pin.at) >= gutter - 8 && geometry.x(pin.at) <= wide + 8,
  );
  const nameAt = Math.min(wide - 38, Math.max(gutter + 38, cursor));
  return (
    <div className="relative">
      <div
        ref={box}
        role="slider"
        tabIndex={0}
        aria-label={title}
        aria-valuemin={Math.floor(warp.real(whole.from) / dayMs)}
        aria-valuemax={Math.ceil(warp.real(whole.to) / dayMs) - 1}
        aria-valuenow={Math.floor(at / dayMs)}
        aria-valuetext={said}
        onKeyDown={onKeyDown}
        {...gestures}
        onPointerMove={(event: PointerEvent) => {
          if (gestures.onPointerMove(event)) setHover(null);
          else {
            const { left, top } = event.currentTarget.getBoundingClientRect();
            setHover(event.pointerType === "mouse" ? under(event.clientX - left, event.clientY - top) : null);
          }
        }}
        onPointerLeave={() => setHover(null)}
        className="cursor-crosshair touch-pan-y overflow-hidden rounded-field select-none"
        style={{ height: bottom + foot }}
      >
        {wide > 0 && (
          <svg width={wide} height={bottom + foot} className="block" aria-hidden="true">
            <clipPath id={clipId}>
              <rect x={gutter} width={plot} height={bottom} />
            </clipPath>
            <g clipPath={`url(#${clipId})`}>
              {shades.map(({ from, to, label }) => {
                const [left, right] = [geometry.x(from), geometry.x(to)];
                return (
                  right > gutter &&
                  left < wide && (
                    <g key={from}>
                      <rect
                        x={left}
                        width={Math.max(1, right - left)}
                        height={bottom}
                        className="fill-copper"
                        opacity=".09"
                      />
                      {right - left > label.length * 6 + 6 && (
                        <text
                          x={(Math.max(gutter, left) + Math.min(wide, right)) / 2}
                          y="11"
                          fontSize="10.5"
                          textAnchor="middle"
                          fill="var(--color-copper)"
                        >
                          {label}
                        </text>
                      )}
                    </g>
                  )
                );
              })}
              {warp.cuts.map(({ from, to }) => (
                <rect
                  key={from}
                  x={geometry.x(from)}
                  width={Math.max(2, geometry.x(to) - geometry.x(from))}
                  height={bottom}
                  fill="var(--color-line)"
                  opacity=".7"
                />
              ))}
            </g>
            {ticks.map(({ at: tick, label }) => (
              <g key={tick}>
                <line x1={geometry.x(tick)} x2={geometry.x(tick)} y1="0" y2={bottom} stroke="var(--color-line)" />
                {geometry.x(tick) < wide - 36 &&
                  geometry.x(tick) > gutter - 1 &&
                  Math.abs(geometry.x(tick) + 14 - nameAt) > 62 && (
                    <text x={Math.max(0, geometry.x(tick) - 4)} y={bottom + 16} fontSize="11" fill="var(--color-soft)">
                      {label}
                    </text>
                  )}
              </g>
            ))}
            {lanes.map((lane, i) => (
              <g key={lane.key} clipPath={undefined}>
                <Lane lane={lane} place={place(lane, i)} reading={readAt(lane, at)} gutter={gutter} width={wide} />
              </g>
            ))}
            {cursor >= gutter - 1 && cursor <= wide + 1 && (
              <>
                <line
                  x1={cursor}
                  x2={cursor}
                  y1="0"
                  y2={bottom}
                  stroke="var(--color-ink)"
                  strokeWidth="1.5"
                  className="cursor-ew-resize"
                />
                <text
                  x={nameAt}
                  y={bottom + 16}
                  textAnchor="middle"
                  fontSize="11"
                  fontWeight="600"
                  fill="var(--color-ink)"
                  stroke="var(--color-card)"
                  strokeWidth="5"
                  paintOrder="stroke"
                >
                  {dayWords(at, relative)}
                </text>
              </>
            )}
          </svg>
        )}
      </div>
      <div ref={setOverlay} className="pointer-events-none absolute inset-0 *:pointer-events-auto" />
      {hover && !pinned.some(({ key }) => key === hover.key) && (
        <Note overlay={overlay} {...noteAt(hover)} width={wide}>
          <MarkNote pin={hover} lanes={lanes} relative={relative} />
        </Note>
      )}
      {shown.map((pin) => (
        <Note key={pin.key} overlay={overlay} {...noteAt(pin)} width={wide}>
          <MarkNote pin={pin} lanes={lanes} relative={relative} />
          <p className="mt-1.5 flex flex-col items-start gap-0.5 border-t border-line pt-1.5">
            {acts(pin).map(({ label, act }) => (
              <button
                key={label}
                type="button"
                onClick={act}
                className="text-left text-river underline underline-offset-3"
              >
                {label}
              </button>
            ))}
          </p>
        </Note>
      ))}
    </div>
  );
}
