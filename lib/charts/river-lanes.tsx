"use client";
import { type KeyboardEvent, type PointerEvent, useMemo, useState } from "react";
import { Note } from "./note";
import { useGestures } from "./river-gestures";
import { foot, layoutOf } from "./river-layout";
import { hoursFrom, type RiverLane } from "./river-marks";
import { marksUnder } from "./river-read";
import { MarkNote, type Pinned } from "./river-note";
import { cursorOf, RiverPicture, type Shade } from "./river-picture";
import { dayMs, type Span, type Warp, zoomed } from "./river-scale";
import { useWidth } from "./use-width";

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

/** Parts of the view that keys move the time by. */
const arrows: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 };

/** What happened to one patient, lane by lane over time, with the time that is read as a line. Arrows move it by a day, with Shift by a part of the view, Page keys by thirty days; plus and minus zoom, 0 shows all, comma and full stop go from event to event, Enter pins what is there. */
export function RiverLanes(props: RiverLanesProps) {
  const { title, lanes, view, whole, warp, relative, at, said, shades, pinned, onView, onAt, onStep, onPin, acts } =
    props;
  const [box, width] = useWidth<HTMLDivElement>();
  const [overlay, setOverlay] = useState<HTMLDivElement | null>(null);
  const [hover, setHover] = useState<Pinned | null>(null);
  const wide = width ?? 0;
  const layout = useMemo(() => layoutOf(lanes, view, warp, wide), [lanes, view, warp, wide]);
  const { gutter, bottom, x, timeAt, places, pixelsPerDay } = layout;
  const span = view.to - view.from;
  const fine = pixelsPerDay >= hoursFrom;
  const settled = (pixel: number): number => {
    const real = warp.real(Math.min(whole.to - 1, Math.max(whole.from, timeAt(pixel))));
    return fine ? Math.floor(real / 60_000) * 60_000 : Math.floor(real / dayMs) * dayMs;
  };
  const under = (pixel: number, y: number): Pinned | null => {
    const i = layout.laneAt(y);
    const [lane, place] = [lanes[i], places[i]];
    if (!lane || !place || pixel < gutter) return null;
    const marks = marksUnder(lane, pixel, place);
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
  const gestures = useGestures({
    box,
    view,
    whole,
    timeAt,
    line: cursorOf(layout, at, fine),
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
      x: Math.min(wide, Math.max(gutter, x(pin.at) + Math.min(12, pixelsPerDay / 2))),
      y: (places[i]?.top ?? 0) + 20,
      seen: i >= 0 || pin.lane === null,
    };
  };
  const shown = pinned.filter((pin) => noteAt(pin).seen && x(pin.at) >= gutter - 8 && x(pin.at) <= wide + 8);
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
        {wide > 0 && <RiverPicture {...{ lanes, layout, view, warp, relative, at, fine, shades }} />}
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
