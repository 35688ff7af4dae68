import { DefaultZIndexes, usePlotArea, useXAxisScale, useYAxisScale, ZIndexLayer } from "recharts";
import { count } from "./format";
import { Ground } from "./ground";
import { Note, NoteRows } from "./note";
import { type Ink, letterOf } from "./palette";
import type { At } from "./roving";
import type { Line } from "./series";
import { veiled } from "./strokes";
import type { Held } from "./surface";
import type { Tick } from "./ticks";

export type Shown = { line: Line; ink: Ink };

/** The same heights, moved apart by at least `gap` and kept above `bottom`. */
function spread(ys: readonly number[], gap: number, bottom: number): number[] {
  const out = [...ys];
  const order = ys.map((_, i) => i).toSorted((a, b) => (ys[a] ?? 0) - (ys[b] ?? 0));
  let above = Number.NEGATIVE_INFINITY;
  for (const i of order) above = out[i] = Math.max(out[i] ?? 0, above + gap);
  let below = bottom + gap;
  for (const i of order.toReversed()) below = out[i] = Math.min(out[i] ?? 0, below - gap);
  return out;
}

/** Letters whose places are nearer to the next than this are moved apart. */
const letterWidth = 16;

/** Places that are near each other, by their indices. */
function neighbours(xs: readonly number[]): number[][] {
  const order = xs.map((_, i) => i).toSorted((a, b) => (xs[a] ?? 0) - (xs[b] ?? 0));
  const found: number[][] = [];
  for (const i of order) {
    const last = found.at(-1);
    if (last && (xs[i] ?? 0) - (xs[last.at(-1) ?? i] ?? 0) < letterWidth) last.push(i);
    else found.push([i]);
  }
  return found;
}

/** Each line's letter at its end. */
export function EndLetters({ xs, shown }: { xs: readonly number[]; shown: readonly Shown[] }) {
  const [x, y] = [useXAxisScale(), useYAxisScale()];
  const plot = usePlotArea();
  if (!x || !y || !plot) return null;
  const ends = shown.map(({ line }) => line.values.findLastIndex((value) => value !== null));
  const at = shown.map((_, s) => x(xs[ends[s] ?? 0] ?? 0) ?? 0);
  const own = shown.map(({ line }, s) => y(line.values[ends[s] ?? 0]?.value ?? 0) ?? 0);
  const ys = [...own];
  for (const near of neighbours(at)) {
    const apart = spread(
      near.map((s) => own[s] ?? 0),
      13,
      plot.y + plot.height,
    );
    near.forEach((s, i) => (ys[s] = apart[i] ?? 0));
  }
  return (
    <g aria-hidden="true" fontSize="12">
      {shown.map(({ line, ink }, s) => (
        <text key={line.key} x={(at[s] ?? 0) + 7} y={(ys[s] ?? 0) + 4} fill="var(--color-ink)">
          {letterOf(line.label, ink)}
        </text>
      ))}
    </g>
  );
}

type DenominatorsProps = {
  xs: readonly number[];
  ticks: readonly Tick[];
  shown: readonly Shown[];
  several: boolean;
  label: string | null;
};

/** What stands before the patients of a line: there is room for three letters. */
const ofLine = (letters: string) => (letters.length === 1 ? `n ${letters}` : letters);

/** Under every tick the patients that the value there rests on. */
export function Denominators({ xs, ticks, shown, several, label }: DenominatorsProps) {
  const x = useXAxisScale();
  const plot = usePlotArea();
  if (!x || !plot) return null;
  const top = plot.y + plot.height + (label ? 58 : 40);
  return (
    <g fontSize="12" fill="var(--color-soft)">
      {label && (
        <text x={plot.x + plot.width} y={plot.y + plot.height + 36} textAnchor="end">
          {label}
        </text>
      )}
      {shown.map(({ line, ink }, s) => (
        <g key={line.key} fill={several ? ink.colour : undefined}>
          <text x={plot.x - 22} y={top + 17 * s} textAnchor="end" fill="var(--color-soft)">
            {several ? ofLine(letterOf(line.label, ink)) : "n"}
          </text>
          {ticks.map((tick) => {
            const point = line.values[xs.indexOf(tick.at)];
            return (
              <text key={tick.at} x={x(tick.at)} y={top + 17 * s} textAnchor="middle">
                {point ? count(point.patients) : "–"}
              </text>
            );
          })}
        </g>
      ))}
    </g>
  );
}

type MarksProps = {
  xs: readonly number[];
  shown: readonly Shown[];
  held: Held;
  /** Whether a point without neighbours is drawn. */
  dots?: boolean;
  /** Whether a value holds until the next. */
  stepped?: boolean;
  name(x: number): string;
  details(line: Line, index: number): readonly (readonly [string, string])[];
};

type SelectedProps = Pick<MarksProps, "shown" | "held" | "stepped"> & {
  place(at: At): { px: number; py: number } | null;
};

/** More points of a stretch than these are told by its line alone. */
const mostDots = 40;

/** What of the lines is selected, drawn strong over the veil that lies on all: neighbours as one stretch, with its points. */
function SelectedStretches({ shown, held, stepped, place }: SelectedProps) {
  return shown.map(({ line, ink: { colour } }, series) => {
    const spots = line.values.flatMap((_, index) => {
      const spot = held.selected?.({ series, index }) ? place({ series, index }) : null;
      return spot ? { ...spot, index } : [];
    });
    const known = line.values.flatMap((value, index) => (value ? [index] : []));
    const next = new Map(known.map((index, i) => [index, known[i + 1]]));
    const path = spots
      .map(({ px, py, index }, i) => {
        const before = spots[i - 1];
        if (!before || next.get(before.index) !== index) return `M${px} ${py}`;
        return stepped ? `H${px}V${py}` : `L${px} ${py}`;
      })
      .join("");
    return (
      <g key={line.key} data-selected={spots.length > 0 || undefined}>
        <path d={path} fill="none" stroke={colour} strokeWidth="4" strokeLinejoin="round" strokeLinecap="round" />
        {spots.length <= mostDots &&
          spots.map(({ px, py }) => (
            <circle key={px} cx={px} cy={py} r="4.5" fill={colour} stroke="var(--color-ink)" strokeWidth="1.6" />
          ))}
      </g>
    );
  });
}

/** Lone points, the ring around the held one, and the ground that hears the pointer. */
export function LineMarks({ xs, shown, held, dots = true, stepped = false, name, details }: MarksProps) {
  const [x, y] = [useXAxisScale(), useYAxisScale()];
  const plot = usePlotArea();
  if (!x || !y || !plot) return null;
  const place = ({ series, index }: At) => {
    const point = shown[series]?.line.values[index];
    return point ? { point, px: x(xs[index] ?? 0) ?? 0, py: y(point.value) ?? 0 } : null;
  };
  const nearest = (px: number, py: number): At | null => {
    let best: { at: At; far: number } | null = null;
    for (let series = 0; series < shown.length; series++)
      for (let index = 0; index < xs.length; index++) {
        const here = place({ series, index });
        const far = here ? Math.abs(here.px - px) * 4 + Math.abs(here.py - py) : Number.POSITIVE_INFINITY;
        if (far < (best?.far ?? Number.POSITIVE_INFINITY)) best = { at: { series, index }, far };
      }
    return best?.at ?? null;
  };
  const now = held.active && place(held.active);
  const on = held.active && shown[held.active.series];
  return (
    <ZIndexLayer zIndex={DefaultZIndexes.label + 1}>
      <g>
        {held.selected && (
          <>
            <rect x={plot.x} y={plot.y} width={plot.width} height={plot.height} {...veiled} />
            <SelectedStretches shown={shown} held={held} stepped={stepped} place={place} />
          </>
        )}
        {shown.map(({ line, ink: { colour } }, series) =>
          line.values.map((value, index) => {
            const lone = dots && value && !line.values[index - 1] && !line.values[index + 1];
            const spot = lone ? place({ series, index }) : null;
            return spot && <circle key={`${line.key} ${xs[index]}`} cx={spot.px} cy={spot.py} r="3" fill={colour} />;
          }),
        )}
        {now && on && held.active && (
          <>
            <line
              x1={now.px}
              x2={now.px}
              y1={plot.y}
              y2={plot.y + plot.height}
              stroke="var(--color-edge)"
              strokeDasharray="2 3"
            />
            <circle cx={now.px} cy={now.py} r="5" fill="var(--color-card)" stroke={on.ink.colour} strokeWidth="2.4" />
            <Note overlay={held.overlay} x={now.px} y={now.py} width={held.width}>
              <NoteRows
                head={`${name(xs[held.active.index] ?? 0)}${shown.length > 1 ? ` · ${on.line.label}` : ""}`}
                rows={details(on.line, held.active.index)}
              />
            </Note>
          </>
        )}
        <Ground held={held} under={nearest} />
      </g>
    </ZIndexLayer>
  );
}
