import { useId } from "react";
import {
  type ClockMark,
  crosses,
  dots,
  parted,
  type Place,
  type Scale,
  standingOf,
  xOf,
  yOf,
} from "./both-clocks-layout";
import { dateTicks } from "./ticks";

const dayMs = 86_400_000;

/** Days along both axes, and the diagonal on which what is recorded lies on the day that it happened. */
export function ClockAxes({ scale }: { scale: Scale }) {
  const { from, to, left, top, width, height } = scale;
  const days = Array.from({ length: Math.max(1, Math.round((to - from) / dayMs)) }, (_, i) => from + i * dayMs);
  const along = dateTicks(days, Math.max(2, Math.floor(width / 58)));
  const up = dateTicks(days, Math.max(2, Math.floor(height / 56)));
  const text = { fontSize: 11, fill: "var(--color-soft)" };
  return (
    <>
      {along.map(({ at, label }) => (
        <g key={at}>
          <line x1={xOf(scale, at)} x2={xOf(scale, at)} y1={top} y2={top + height} stroke="var(--color-line)" />
          {xOf(scale, at) < left + width - 30 && (
            <text x={xOf(scale, at)} y={top + height + 16} {...text}>
              {label}
            </text>
          )}
        </g>
      ))}
      {up.map(({ at, label }) => (
        <g key={at}>
          <line x1={left} x2={left + width} y1={yOf(scale, at)} y2={yOf(scale, at)} stroke="var(--color-line)" />
          <text
            x={left - 7}
            y={yOf(scale, at) + (yOf(scale, at) > top + height - 8 ? 0 : 4)}
            textAnchor="end"
            {...text}
          >
            {label}
          </text>
        </g>
      ))}
      <line
        x1={left}
        y1={top + height}
        x2={left + width}
        y2={top}
        stroke="var(--color-edge)"
        strokeDasharray="2 4"
        opacity=".8"
      />
      <text x={left + width} y={top + height + 32} textAnchor="end" {...text}>
        happened →
      </text>
      <text x="0" y={11} {...text}>
        recorded ↑
      </text>
    </>
  );
}

/** Dots drawn twice are rings. */
function Rings({ d, size = 7 }: { d: string; size?: number }) {
  return (
    <>
      <path d={d} stroke="var(--color-edge)" strokeWidth={size} strokeLinecap="round" />
      <path d={d} stroke="var(--color-card)" strokeWidth={size - 2.5} strokeLinecap="round" />
    </>
  );
}

const Filled = ({ d, size = 6.5 }: { d: string; size?: number }) => (
  <path d={d} stroke="var(--color-river)" strokeWidth={size} strokeLinecap="round" />
);

const small = 4.5;

type Joined = readonly (readonly [from: number, to: number])[];

/** A line from each version to the one whose place it took. */
function Links({ links, places, shown }: { links: Joined; places: readonly Place[]; shown(from: number): boolean }) {
  const path = (all: Joined) =>
    all
      .flatMap(([from, to]) => {
        const [a, b] = [places[from], places[to]];
        return a && b ? `M${a.x.toFixed(1)} ${a.y.toFixed(1)}L${b.x.toFixed(1)} ${b.y.toFixed(1)}` : [];
      })
      .join("");
  return (
    <>
      <path d={path(links.filter(([from]) => !shown(from)))} stroke="var(--color-edge)" strokeDasharray="1 3" />
      <path d={path(links.filter(([from]) => shown(from)))} stroke="var(--color-copper)" strokeWidth="1.25" />
    </>
  );
}

type ClockMarksProps = {
  marks: readonly ClockMark[];
  standsOut: readonly boolean[];
  links: Joined;
  places: readonly Place[];
  scale: Scale;
  moment: number;
};

/** Every mark by how it stands at a moment, a path for each look. Most change theirs only where the line passes: they are drawn as known below it and as not yet known above, so that moving it moves two clips. */
export function ClockMarks({ marks, standsOut, links, places, scale, moment }: ClockMarksProps) {
  const clip = useId();
  const { plain, others } = parted(marks);
  const at = (i: number): Place => places[i] ?? { x: 0, y: 0 };
  const usual = dots(plain.filter((i) => !standsOut[i]).map(at));
  const late = dots(plain.filter((i) => standsOut[i]).map(at));
  const of = (which: string) =>
    others.flatMap((i) => {
      const mark = marks[i];
      return mark && standingOf(mark, moment) === which ? at(i) : [];
    });
  const line = yOf(scale, moment);
  const edge = 8;
  const right = scale.left + scale.width + edge;
  return (
    <g fill="none">
      <clipPath id={`${clip}a`}>
        <rect x="0" y="0" width={right} height={Math.max(0, line)} />
      </clipPath>
      <clipPath id={`${clip}b`}>
        <rect x="0" y={line} width={right} height={Math.max(0, scale.top + scale.height + edge - line)} />
      </clipPath>
      <rect
        x={scale.left}
        y={scale.top}
        width={scale.width}
        height={Math.max(0, line - scale.top)}
        fill="var(--color-paper)"
        opacity=".65"
      />
      <Links links={links} places={places} shown={(from) => (marks[from]?.recorded ?? Infinity) <= moment} />
      <g clipPath={`url(#${clip}a)`}>
        <Rings d={usual} size={small} />
        <Rings d={late} />
      </g>
      <Rings d={dots(of("unknown"))} />
      <g clipPath={`url(#${clip}b)`}>
        <Filled d={usual} size={small} />
        <Filled d={late} />
      </g>
      <Filled d={dots(of("held"))} />
      <path d={crosses(of("ended"))} stroke="var(--color-copper)" strokeWidth="1.75" strokeLinecap="round" />
    </g>
  );
}
