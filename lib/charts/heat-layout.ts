import type { Box } from "./week-layout";

/** A row of a heat map: its cells by column, null where there is none, and how many patients it stands for. */
export type HeatRow = { key: string; patients: number; cells: readonly (number | null)[] };

/** Rows of one kind, next to each other. */
export type HeatPart = { key: string; label: string; short: string; rows: readonly HeatRow[] };

/** Parts under one heading, null where there is one block only. */
export type HeatBlock = { key: string; head: string | null; parts: readonly HeatPart[] };

type PlacedPart = { part: HeatPart; y: number; height: number; first: number };
type PlacedBlock = { block: HeatBlock; y: number; parts: readonly PlacedPart[] };

/** Pixels: rows are all of one height, parts a little apart, blocks under their heading. */
export type HeatLayout = {
  narrow: boolean;
  plot: Box;
  rowHeight: number;
  blocks: readonly PlacedBlock[];
  rows: readonly { row: HeatRow; y: number }[];
  /** Where each column starts, and the last ends. */
  edges: readonly number[];
};

const [tallest, highest] = [560, 14];
const [heading, between, apart] = [22, 3, 12];

/** Pixels of each of so many rows. */
export const rowHeightOf = (rows: number): number =>
  Math.max(1, Math.min(highest, Math.floor(tallest / Math.max(1, rows))));

export function heatLayout(width: number, blocks: readonly HeatBlock[], columns: number): HeatLayout {
  const narrow = width < 560;
  const left = narrow ? 50 : 118;
  const all = blocks.reduce((sum, { parts }) => sum + parts.reduce((n, { rows }) => n + rows.length, 0), 0);
  const rowHeight = rowHeightOf(all);
  const rows: { row: HeatRow; y: number }[] = [];
  let y = 14;
  const placed = blocks.map((block, b): PlacedBlock => {
    if (b > 0) y += apart;
    const top = y;
    if (block.head !== null) y += heading;
    const parts = block.parts.map((part, p): PlacedPart => {
      if (p > 0) y += between;
      const at = { part, y, height: part.rows.length * rowHeight, first: rows.length };
      for (const [i, row] of part.rows.entries()) rows.push({ row, y: y + i * rowHeight });
      y += at.height;
      return at;
    });
    return { block, y: top, parts };
  });
  const wide = Math.max(1, width - left - 14);
  const edges = Array.from({ length: columns + 1 }, (_, i) => left + Math.round((i * wide) / Math.max(1, columns)));
  return { narrow, plot: { x: left, y: 14, width: wide, height: y - 14 }, rowHeight, blocks: placed, rows, edges };
}

/** How many steps of shade there are, and the one of a value. */
export const shadeSteps = 20;
const stepOf = (value: number, most: number): number =>
  Math.min(shadeSteps - 1, Math.max(0, Math.floor((value / most) * shadeSteps + 1e-9)));

/** The cells of each step of shade as one path, neighbours of the same step as one stretch where cells stand close. */
export function shadePaths({ rows, rowHeight, edges }: HeatLayout, most: number): string[] {
  const paths: string[][] = Array.from({ length: shadeSteps }, () => []);
  const loose = rowHeight >= 6 && (edges[1] ?? 0) - (edges[0] ?? 0) >= 6 ? 1 : 0;
  for (const { row, y } of rows) {
    let from = 0;
    for (let i = 0; i < row.cells.length; i++) {
      const value = row.cells[i];
      if (value == null) {
        from = i + 1;
        continue;
      }
      const step = stepOf(value, most);
      const next = row.cells[i + 1];
      if (loose === 0 && next != null && stepOf(next, most) === step) continue;
      const [x, end] = [edges[from] ?? 0, (edges[i + 1] ?? 0) - loose];
      paths[step]?.push(`M${x} ${y}H${end}V${y + rowHeight - loose}H${x}Z`);
      from = i + 1;
    }
  }
  return paths.map((pieces) => pieces.join(""));
}
