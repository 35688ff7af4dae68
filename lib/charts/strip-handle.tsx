"use client";
import { type ReactNode, useEffect, useRef, useState } from "react";

export type Handle = {
  /** Days as UTC midnights in milliseconds: where the strip begins and ends, and where the handle stands. */
  from: number;
  to: number;
  at: number;
  /** “as known at 12 Mar 2026”. */
  words(at: number): string;
  /** A day that was settled on, not each one on the way. */
  onSettle(at: number): void;
};

const dayMs = 86_400_000;
const patience = 400;

/** A slider over the strip: drawn as a line with a grip, moved by pointer, touch or keys. */
export function StripHandle({
  from,
  to,
  at,
  words,
  onSettle,
  tall,
  children,
}: Handle & { tall: number; children(at: number): ReactNode }) {
  const [held, setHeld] = useState<number | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const shown = held ?? at;
  const share = Math.min(1, Math.max(0, (shown - from) / Math.max(1, to - from)));
  const settle = (day: number) => {
    clearTimeout(timer.current);
    setHeld(null);
    if (day !== at) onSettle(day);
  };
  const move = (day: number) => {
    setHeld(day);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => settle(day), patience);
  };
  const place = { left: `${100 * share}%` };
  return (
    <>
      {children(shown)}
      <input
        type="range"
        aria-label="As known at"
        aria-valuetext={words(shown)}
        min={from / dayMs}
        max={to / dayMs}
        step={1}
        value={shown / dayMs}
        onChange={({ target }) => move(Number(target.value) * dayMs)}
        onPointerUp={() => held !== null && settle(held)}
        className="peer absolute inset-x-[-8px] top-0 w-[calc(100%+16px)] cursor-ew-resize touch-pan-y opacity-0"
        style={{ height: tall + 18 }}
      />
      <span
        aria-hidden="true"
        className="pointer-events-none absolute top-[18px] w-0.5 -translate-x-1/2 bg-river peer-focus-visible:*:outline-2"
        style={{ ...place, height: tall }}
      >
        <span className="absolute top-1/2 left-1/2 h-4.5 w-2.5 -translate-1/2 rounded-full border-2 border-river bg-card shadow-lift outline-offset-3 outline-river" />
      </span>
      <span
        aria-hidden="true"
        className="pointer-events-none absolute top-0 text-2xs font-semibold whitespace-nowrap text-river"
        style={{ ...place, transform: `translateX(${share > 0.8 ? "-100%" : share < 0.2 ? "0" : "-50%"})` }}
      >
        {words(shown)}
      </span>
    </>
  );
}
