"use client";
import { PlotGround } from "./ground";
import { HeatCells, HeatNames, HeatTimes } from "./heat-layers";
import { type HeatBlock, type HeatLayout, heatLayout } from "./heat-layout";
import { Note, NoteRows, noteWords } from "./note";
import type { At } from "./roving";
import type { Axis } from "./series";
import { type Held, Surface } from "./surface";
import { countTicks, dateTicks } from "./ticks";
import { useWidth } from "./use-width";

type HeatMapProps = {
  title: string;
  blocks: readonly HeatBlock[];
  axis: Axis;
  /** The value of the deepest shade. */
  most: number;
  /** The first column that events still arrive in. */
  provisional: number | null;
  /** Of a row, counted over all blocks, and a column: the head of the note and its rows, also read out. */
  note(at: At): { head: string; rows: readonly (readonly [string, string])[] };
  onPick(at: At): void;
};

/** Around the cell that is held: ink on a rim of paper, seen on every shade. */
const frame = [
  { stroke: "var(--color-card)", strokeWidth: 4 },
  { stroke: "var(--color-ink)", strokeWidth: 2 },
] as const;

/** The cell that is held, framed, with its note. */
function HeldCell({ layout, held, note }: { layout: HeatLayout; held: Held; note: HeatMapProps["note"] }) {
  const { active } = held;
  const row = active && layout.rows[active.series];
  if (!active || !row) return null;
  const [from, to] = [layout.edges[active.index] ?? 0, layout.edges[active.index + 1] ?? 0];
  const [wide, tall] = [Math.max(6, to - from), Math.max(6, layout.rowHeight)];
  const [x, y] = [(from + to) / 2, row.y + layout.rowHeight / 2];
  const { head, rows } = note(active);
  return (
    <>
      <line
        x1={layout.plot.x}
        x2={layout.plot.x + layout.plot.width}
        y1={y}
        y2={y}
        stroke="var(--color-copper)"
        strokeOpacity="0.55"
      />
      {frame.map(({ stroke, strokeWidth }) => (
        <rect
          key={stroke}
          x={x - wide / 2 - 1}
          y={y - tall / 2 - 1}
          width={wide + 2}
          height={tall + 2}
          rx="2"
          fill="none"
          stroke={stroke}
          strokeWidth={strokeWidth}
        />
      ))}
      <Note overlay={held.overlay} x={x} y={row.y} width={held.width}>
        <NoteRows head={head} rows={rows} />
      </Note>
    </>
  );
}

/** Rows of patients over time, shaded by their values: arrows walk the cells, Enter opens one. */
export function HeatMap({ title, blocks, axis, most, provisional, note, onPick }: HeatMapProps) {
  const [box, width] = useWidth<HTMLDivElement>();
  const { xs } = axis;
  const layout = heatLayout(width ?? 800, blocks, xs.length);
  const { plot, rows, rowHeight, edges } = layout;
  const has = ({ series, index }: At) => (rows[series]?.row.cells[index] ?? null) !== null;
  const under = (x: number, y: number): At | null => {
    const series = rows.findLastIndex((row) => row.y <= y);
    const at = { series, index: edges.findLastIndex((edge) => edge <= x) };
    const row = rows[series];
    return row && y < row.y + rowHeight && has(at) ? at : null;
  };
  const room = Math.max(2, Math.floor(plot.width / 64));
  const ticks = axis.kind === "date" ? dateTicks(xs, room) : countTicks(xs.at(-1) ?? 0, room);
  const label = axis.kind === "count" ? axis.label : null;
  return (
    <div ref={box}>
      <Surface
        title={title}
        marks={{ series: rows.length, length: xs.length, has }}
        say={(at) => {
          const { head, rows: told } = note(at);
          return noteWords(head, told);
        }}
        onPick={onPick}
        height={() => plot.y + plot.height + (label === null ? 26 : 44)}
      >
        {(held) => (
          <svg width={held.width} height={held.height} aria-hidden="true">
            <HeatCells layout={layout} most={most} />
            <HeatNames layout={layout} />
            <HeatTimes layout={layout} xs={xs} ticks={ticks} label={label} provisional={provisional} />
            <HeldCell layout={layout} held={held} note={note} />
            <PlotGround held={held} under={under} plot={plot} />
          </svg>
        )}
      </Surface>
    </div>
  );
}
