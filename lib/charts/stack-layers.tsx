import { DefaultZIndexes, usePlotArea, useXAxisScale, useYAxisScale, ZIndexLayer } from "recharts";
import { Ground } from "./ground";
import { Note, NoteRows } from "./note";
import type { At } from "./roving";
import { ringed, veiled } from "./strokes";
import type { Held } from "./surface";

type StackMarksProps = {
  starts: readonly number[];
  /** From the axis outwards: `down` below nought. */
  shown: readonly { down: boolean; values: readonly (number | null)[] }[];
  held: Held;
  slot: number;
  head(at: At): string;
  details(series: number, index: number): readonly (readonly [string, string])[];
};

/** The frame around the held piece of a bar, and the ground that hears the pointer. */
export function StackMarks({ starts, shown, held, slot, head, details }: StackMarksProps) {
  const [x, y] = [useXAxisScale(), useYAxisScale()];
  const plot = usePlotArea();
  if (!x || !y || !plot) return null;
  const piece = ({ series, index }: At) => {
    const down = shown[series]?.down ?? false;
    const from = shown
      .slice(0, series)
      .reduce((sum, one) => sum + (one.down === down ? (one.values[index] ?? 0) : 0), 0);
    const value = shown[series]?.values[index] ?? 0;
    const [near, far] = [y(down ? -from : from) ?? 0, y(down ? -from - value : from + value) ?? 0];
    return { middle: x(index) ?? 0, top: Math.min(near, far), bottom: Math.max(near, far), value };
  };
  const under = (px: number, py: number): At | null => {
    if (!starts.length) return null;
    const index = Math.min(starts.length - 1, Math.max(0, Math.floor(((px - plot.x) / plot.width) * starts.length)));
    const filled = shown.map((_, series) => ({ series, index })).filter((at) => piece(at).value > 0);
    const away = (at: At) => Math.max(piece(at).top - py, py - piece(at).bottom, 0);
    return filled.toSorted((a, b) => away(a) - away(b))[0] ?? null;
  };
  const at = held.active;
  const now = at && piece(at);
  return (
    <ZIndexLayer zIndex={DefaultZIndexes.label + 1}>
      <g>
        {held.selected &&
          shown.flatMap(({ values }, series) =>
            values.map((value, index) => {
              const on = held.selected?.({ series, index });
              const own = piece({ series, index });
              return value ? (
                <rect
                  key={`${series} ${starts[index]}`}
                  x={own.middle - slot * 0.39}
                  width={Math.max(1, slot * 0.78)}
                  y={own.top}
                  height={Math.max(1, own.bottom - own.top)}
                  {...(on ? ringed : veiled)}
                />
              ) : null;
            }),
          )}
        {at && now && (
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
              <NoteRows head={head(at)} rows={details(at.series, at.index)} />
            </Note>
          </>
        )}
        <Ground held={held} under={under} />
      </g>
    </ZIndexLayer>
  );
}
