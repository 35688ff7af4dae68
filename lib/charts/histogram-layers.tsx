import { DefaultZIndexes, usePlotArea, useXAxisScale, useYAxisScale, ZIndexLayer } from "recharts";
import { Ground } from "./ground";
import type { Heap } from "./histogram";
import { Note, NoteRows } from "./note";
import type { Ink } from "./palette";
import type { At } from "./roving";
import { ringed, veiled } from "./strokes";
import type { Held } from "./surface";

type HistogramMarksProps = {
  edges: readonly number[];
  shown: readonly { heap: Heap; ink: Ink }[];
  held: Held;
  heightOf(heap: Heap, bin: number): number;
  name(bin: number): string;
  details(heap: Heap, bin: number): readonly (readonly [string, string])[];
};

/** The frame around the held bin, and the ground that hears the pointer. */
export function HistogramMarks({ edges, shown, held, heightOf, name, details }: HistogramMarksProps) {
  const [x, y] = [useXAxisScale(), useYAxisScale()];
  const plot = usePlotArea();
  if (!x || !y || !plot) return null;
  const bins = edges.length - 1;
  const under = (px: number, py: number): At | null => {
    const index = Math.min(bins - 1, Math.max(0, Math.floor(((px - plot.x) / plot.width) * bins)));
    const near = shown
      .map(({ heap }, series) => ({ series, index, far: Math.abs((y(heightOf(heap, index)) ?? 0) - py), heap }))
      .filter(({ heap }) => (heap.values[index] ?? 0) > 0)
      .toSorted((a, b) => a.far - b.far)[0];
    return near ? { series: near.series, index } : null;
  };
  const at = held.active;
  const on = at && shown[at.series];
  const left = at ? (x(edges[at.index] ?? 0) ?? 0) : 0;
  const right = at ? (x(edges[at.index + 1] ?? 0) ?? 0) : 0;
  const top = at && on ? (y(heightOf(on.heap, at.index)) ?? 0) : 0;
  return (
    <ZIndexLayer zIndex={DefaultZIndexes.label + 1}>
      <g>
        {held.selected &&
          shown.flatMap(({ heap }, series) =>
            heap.values.map((value, index) => {
              const own = held.selected?.({ series, index });
              if (!value || (shown.length > 1 && !own)) return null;
              const [from, to] = [x(edges[index] ?? 0) ?? 0, x(edges[index + 1] ?? 0) ?? 0];
              const height = y(heightOf(heap, index)) ?? 0;
              return (
                <rect
                  key={`${heap.key} ${edges[index]}`}
                  x={from}
                  width={Math.max(1, to - from)}
                  y={height}
                  height={Math.max(1, plot.y + plot.height - height)}
                  {...(own ? ringed : veiled)}
                />
              );
            }),
          )}
        {at && on && (
          <>
            <rect
              x={left}
              width={Math.max(1, right - left)}
              y={top - 1}
              height={Math.max(2, plot.y + plot.height - top) + 1}
              fill="none"
              stroke="var(--color-ink)"
              strokeWidth="1.6"
            />
            <Note overlay={held.overlay} x={(left + right) / 2} y={top} width={held.width}>
              <NoteRows
                head={`${name(at.index)}${shown.length > 1 ? ` · ${on.heap.label}` : ""}`}
                rows={details(on.heap, at.index)}
              />
            </Note>
          </>
        )}
        <Ground held={held} under={under} />
      </g>
    </ZIndexLayer>
  );
}
