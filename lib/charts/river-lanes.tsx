"use client";
import { type KeyboardEvent, type PointerEvent, useId } from "react";
import { dayFormats } from "./format";
import { dateTicks } from "./ticks";
import { useWidth } from "./use-width";

/** What stands in a lane over some days (UTC midnights in ms, the end exclusive): a stretch, a thin one for a day's doses, or a value at its height of 0 to 1. */
export type LaneMark = {
  key: string;
  from: number;
  to: number;
  look: "stretch" | "dose" | "skipped" | "value" | "point" | "open";
  label: string;
  height?: number;
};
export type RiverLane = {
  key: string;
  label: string;
  tone: "river" | "moss" | "copper" | "ink";
  marks: readonly LaneMark[];
};

type RiverLanesProps = {
  title: string;
  lanes: readonly RiverLane[];
  /** The days shown. */
  from: number;
  to: number;
  /** The day that is read, and what is said of it. */
  day: number;
  said: string;
  onDay(day: number): void;
};

const dayMs = 86_400_000;
const [tall, head, foot] = [40, 16, 22];
const colours = {
  river: "var(--color-river)",
  moss: "var(--color-moss)",
  copper: "var(--color-copper)",
  ink: "var(--color-ink)",
};

type Placed = { x(at: number): number; width: number };

function Mark({ mark, y, colour, placed }: { mark: LaneMark; y: number; colour: string; placed: Placed }) {
  const [from, to] = [placed.x(mark.from), placed.x(mark.to)];
  if (to < -8 || from > placed.width + 8) return null;
  const middle = y + head + 9;
  const at = (from + to) / 2;
  switch (mark.look) {
    case "stretch":
      return (
        <>
          <rect
            x={from}
            width={Math.max(2, to - from - 1)}
            y={y + head}
            height="18"
            rx="3"
            fill={colour}
            opacity=".32"
          />
          {Math.min(to, placed.width) - Math.max(from, 0) > 7 * mark.label.length + 8 && (
            <text x={Math.max(4, from + 6)} y={middle + 3.5} fontSize="11" fill="var(--color-ink)">
              {mark.label}
            </text>
          )}
        </>
      );
    case "dose":
      return (
        <rect x={from} width={Math.max(1, to - from - 1)} y={y + head + 2} height="14" fill={colour} opacity=".75" />
      );
    case "skipped":
      return (
        <circle cx={at} cy={middle} r="3" fill="var(--color-card)" stroke="var(--color-copper)" strokeWidth="1.5" />
      );
    case "value":
      return <circle cx={at} cy={heightIn(y, mark)} r="3" fill="var(--color-card)" stroke={colour} strokeWidth="1.5" />;
    case "open":
      return (
        <rect
          x={at - 4}
          y={middle - 4}
          width="8"
          height="8"
          rx="2"
          fill="none"
          stroke="var(--color-copper)"
          strokeWidth="1.5"
        />
      );
    case "point":
      return <rect x={at - 4} y={middle - 4} width="8" height="8" rx="2" fill={colour} />;
  }
}

const heightIn = (y: number, { height = 0.5 }: LaneMark): number => y + head + 16 - 14 * height;

/** Values of a lane, joined. */
function Course({
  marks,
  y,
  colour,
  placed,
}: {
  marks: readonly LaneMark[];
  y: number;
  colour: string;
  placed: Placed;
}) {
  const values = marks.filter(({ look }) => look === "value");
  const points = values.map((mark) => `${(placed.x(mark.from) + placed.x(mark.to)) / 2},${heightIn(y, mark)}`);
  return values.length > 1 && <polyline points={points.join(" ")} fill="none" stroke={colour} opacity=".5" />;
}

/** What happened to one patient, lane by lane over time, with the day that is read as a line: arrows move it by a day, Page keys by thirty. */
export function RiverLanes({ title, lanes, from, to, day, said, onDay }: RiverLanesProps) {
  const [box, width] = useWidth<HTMLDivElement>();
  const clip = useId();
  const wide = width ?? 0;
  const x = (at: number) => ((at - from) / Math.max(1, to - from)) * wide;
  const bottom = lanes.length * tall;
  const days = Array.from({ length: Math.max(1, Math.round((to - from) / dayMs)) }, (_, i) => from + i * dayMs);
  const ticks = wide === 0 ? [] : dateTicks(days, Math.max(2, Math.floor(wide / 90)));
  const move = (by: number) => onDay(Math.min(to - dayMs, Math.max(from, day + by * dayMs)));
  const keys: Readonly<Record<string, number>> = {
    ArrowLeft: -1,
    ArrowDown: -1,
    ArrowRight: 1,
    ArrowUp: 1,
    PageDown: -30,
    PageUp: 30,
    Home: -1e6,
    End: 1e6,
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = keys[event.key];
    if (by === undefined) return;
    event.preventDefault();
    move(by);
  };
  const point = ({ currentTarget, clientX }: PointerEvent) => {
    const { left, width: own } = currentTarget.getBoundingClientRect();
    const at = from + Math.floor((((clientX - left) / own) * (to - from)) / dayMs) * dayMs;
    onDay(Math.min(to - dayMs, Math.max(from, at)));
  };
  const cursor = x(day + dayMs / 2);
  const nameAt = Math.min(wide - 38, Math.max(38, cursor));
  return (
    <div
      ref={box}
      role="slider"
      tabIndex={0}
      aria-label={title}
      aria-valuemin={Math.round(from / dayMs)}
      aria-valuemax={Math.round(to / dayMs) - 1}
      aria-valuenow={Math.round(day / dayMs)}
      aria-valuetext={said}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        point(event);
      }}
      onPointerMove={(event) => event.buttons === 1 && point(event)}
      className="touch-pan-y cursor-col-resize overflow-hidden rounded-field select-none"
      style={{ height: bottom + foot }}
    >
      {wide > 0 && (
        <svg width={wide} height={bottom + foot} className="block" aria-hidden="true">
          <clipPath id={clip}>
            <rect width={wide} height={bottom} />
          </clipPath>
          {ticks.map(({ at, label }) => (
            <g key={at}>
              <line x1={x(at)} x2={x(at)} y1="0" y2={bottom} stroke="var(--color-line)" />
              {x(at) < wide - 36 && Math.abs(x(at) + 14 - nameAt) > 62 && (
                <text x={Math.max(0, x(at) - 4)} y={bottom + 15} fontSize="11" fill="var(--color-soft)">
                  {label}
                </text>
              )}
            </g>
          ))}
          <g clipPath={`url(#${clip})`}>
            {lanes.map(({ key, label, tone, marks }, i) => (
              <g key={key}>
                <line x1="0" x2={wide} y1={(i + 1) * tall} y2={(i + 1) * tall} stroke="var(--color-line)" />
                <Course marks={marks} y={i * tall} colour={colours[tone]} placed={{ x, width: wide }} />
                {marks.map((mark) => (
                  <Mark key={mark.key} mark={mark} y={i * tall} colour={colours[tone]} placed={{ x, width: wide }} />
                ))}
                <text
                  x="2"
                  y={i * tall + 12}
                  fontSize="11"
                  fill="var(--color-soft)"
                  stroke="var(--color-card)"
                  strokeWidth="3"
                  paintOrder="stroke"
                >
                  {label}
                </text>
              </g>
            ))}
          </g>
          <line x1={cursor} x2={cursor} y1="0" y2={bottom} stroke="var(--color-ink)" strokeWidth="1.5" />
          <text
            x={nameAt}
            y={bottom + 15}
            textAnchor="middle"
            fontSize="11"
            fontWeight="600"
            fill="var(--color-ink)"
            stroke="var(--color-card)"
            strokeWidth="5"
            paintOrder="stroke"
          >
            {dayFormats.day(day)}
          </text>
        </svg>
      )}
    </div>
  );
}
