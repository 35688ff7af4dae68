import { DefaultZIndexes, usePlotArea, useXAxisScale, useYAxisScale, ZIndexLayer } from "recharts";
import type { Stack } from "./event-bars";
import { Ground } from "./ground";
import { Note, NoteRows } from "./note";
import type { Ink } from "./palette";
import type { At } from "./roving";
import type { Held } from "./surface";

type BarMarksProps = {
  starts: readonly number[];
  shown: readonly { stack: Stack; ink: Ink }[];
  held: Held;
  slot: number;
  name(start: number): string;
  details(stack: Stack, index: number): readonly (readonly [string, string])[];
};

/** The frame around the held piece of a bar, and the ground that hears the pointer. */
export function BarMarks({ starts, shown, held, slot, name, details }: BarMarksProps) {
  const [x, y] = [useXAxisScale(), useYAxisScale()];
  const plot = usePlotArea();
  if (!x || !y || !plot) return null;
  const piece = ({ series, index }: At) => {
    const below = shown.slice(0, series).reduce((sum, { stack }) => sum + (stack.values[index] ?? 0), 0);
    const value = shown[series]?.stack.values[index] ?? 0;
    return { middle: x(index) ?? 0, top: y(below + value) ?? 0, bottom: y(below) ?? 0, value };
  };
  const under = (px: number, py: number): At | null => {
    if (!starts.length) return null;
    const index = Math.min(starts.length - 1, Math.max(0, Math.floor(((px - plot.x) / plot.width) * starts.length)));
    const filled = shown.map((_, series) => ({ series, index })).filter((at) => piece(at).value > 0);
    return filled.find((at) => piece(at).top <= py && py <= piece(at).bottom) ?? filled.at(-1) ?? null;
  };
  const at = held.active;
  const now = at && piece(at);
  const stack = at && shown[at.series]?.stack;
  return (
    <ZIndexLayer zIndex={DefaultZIndexes.label + 1}>
      <g>
        {at && now && stack && (
          <>
            <rect
              x={now.middle - slot * 0.39 - 1}
              width={slot * 0.78 + 2}
              y={now.top - 1}
              height={Math.max(2, now.bottom - now.top) + 2}
              fill="none"
              stroke="var(--color-ink)"
              strokeWidth="1.6"
            />
            <Note overlay={held.overlay} x={now.middle} y={now.top} width={held.width}>
              <NoteRows
                head={`${name(starts[at.index] ?? 0)}${shown.length > 1 ? ` · ${stack.label}` : ""}`}
                rows={details(stack, at.index)}
              />
            </Note>
          </>
        )}
        <Ground held={held} under={under} />
      </g>
    </ZIndexLayer>
  );
}
