"use client";
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from "react";
import { atHeight, type Scale, yOf } from "./both-clocks-layout";

/** The moment that is known as a line: days as UTC midnights (ms), and where the line of one lies in time. */
export type KnownLine = {
  from: number;
  to: number;
  at: number;
  /** The end of a day that is moved to; for the day that is given, the moment itself. */
  momentOf(day: number): number;
  /** “as known at 12 Mar 2026”. */
  words(day: number): string;
  /** A day that was settled on, not each one on the way. */
  onSettle(day: number): void;
};

const dayMs = 86_400_000;
const patience = 400;
const reach = 10;
const still = 3;

const steps: Readonly<Record<string, number>> = {
  ArrowUp: 1,
  ArrowRight: 1,
  ArrowDown: -1,
  ArrowLeft: -1,
  PageUp: 30,
  PageDown: -30,
  Home: -1e6,
  End: 1e6,
};

/** The day that is moved to until it is settled on. */
export function useMoved({ at, from, to, onSettle }: KnownLine) {
  const [held, setHeld] = useState<number | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const settle = (day: number) => {
    clearTimeout(timer.current);
    setHeld(null);
    if (day !== at) onSettle(day);
  };
  const move = (day: number, waits: boolean) => {
    const inside = Math.min(to, Math.max(from, day));
    setHeld(inside);
    clearTimeout(timer.current);
    if (waits) timer.current = setTimeout(() => settle(inside), patience);
  };
  return { day: held ?? at, move, settle: () => held !== null && settle(held) };
}

type LineProps = {
  line: KnownLine;
  scale: Scale;
  day: number;
  move(day: number, waits: boolean): void;
  settle(): void;
  /** A press that moved nothing, at this place of the figure. */
  onPress(x: number, y: number): void;
};

/** A slider across the figure: a line with a grip, moved by pointer, touch or keys. */
export function KnownSlider({ line, scale, day, move, settle, onPress }: LineProps) {
  const start = useRef<number | null>(null);
  const y = yOf(scale, line.momentOf(day));
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    const by = steps[event.key];
    if (by === undefined) return;
    event.preventDefault();
    move(day + by * dayMs, true);
  };
  const placeIn = ({ currentTarget, clientX, clientY }: PointerEvent) => {
    const box = (currentTarget.parentElement ?? currentTarget).getBoundingClientRect();
    return { x: clientX - box.left, y: clientY - box.top };
  };
  const onMove = (event: PointerEvent) => {
    if (event.buttons !== 1 || start.current === null) return;
    const at = placeIn(event);
    if (Math.abs(at.y - start.current) < still && day === line.at) return;
    move(Math.floor(atHeight(scale, at.y) / dayMs) * dayMs, false);
  };
  const words = line.words(day);
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label="As known at"
      aria-orientation="vertical"
      aria-valuemin={line.from / dayMs}
      aria-valuemax={line.to / dayMs}
      aria-valuenow={day / dayMs}
      aria-valuetext={words}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = placeIn(event).y;
      }}
      onPointerMove={onMove}
      onPointerUp={(event) => {
        start.current = null;
        if (day !== line.at) settle();
        else {
          const at = placeIn(event);
          onPress(at.x, at.y);
        }
      }}
      onPointerCancel={() => {
        start.current = null;
        settle();
      }}
      className="group absolute cursor-ns-resize touch-none outline-none"
      style={{ left: scale.left, width: scale.width, top: y - reach, height: 2 * reach }}
    >
      <span className="absolute inset-x-0 top-1/2 h-0.5 -translate-y-1/2 bg-river" />
      <span className="absolute top-1/2 left-3 h-2.5 w-4.5 -translate-y-1/2 rounded-full border-2 border-river bg-card outline-offset-3 outline-river group-focus-visible:outline-2" />
      <span
        aria-hidden="true"
        className="absolute left-9 rounded-sm bg-card/85 px-1 text-2xs font-semibold whitespace-nowrap text-river"
        style={y - scale.top < 26 ? { top: reach + 4 } : { bottom: reach + 3 }}
      >
        {words}
      </span>
    </div>
  );
}
