import type { At } from "./roving";

export type Box = { x: number; y: number; width: number; height: number };

/** Where the hours of the week lie: days down and hours across, or on a narrow screen `upright`, the other way round. The totals of the days stand after the last hour. */
export type WeekLayout = {
  upright: boolean;
  rows: number;
  columns: number;
  left: number;
  top: number;
  cell: { width: number; height: number };
  height: number;
};

const days = 7;
const narrow = 560;

/** `hours` counts a last one for times of day that are not known, where there are any. */
export function weekLayout(width: number, hours: number, totals: boolean): WeekLayout {
  if (width < narrow) {
    const [left, top, height] = [34, 24, 18];
    const cell = { width: (width - left) / days, height };
    const after = totals ? 40 : 6;
    return { upright: true, rows: hours, columns: days, left, top, cell, height: top + hours * height + after };
  }
  const [left, top] = [44, 24];
  const cellWidth = (width - left - (totals ? 64 : 0)) / hours;
  const cell = { width: cellWidth, height: Math.min(38, Math.max(25, cellWidth * 0.85)) };
  return { upright: false, rows: days, columns: hours, left, top, cell, height: top + days * cell.height + 4 };
}

export const boxAt = ({ left, top, cell }: WeekLayout, { series, index }: At): Box => ({
  x: left + index * cell.width,
  y: top + series * cell.height,
  ...cell,
});

/** Which day, from 0 for Monday, and which hour a mark is. */
export const weekAt = ({ upright }: WeekLayout, { series, index }: At): { day: number; hour: number } =>
  upright ? { day: index, hour: series } : { day: series, hour: index };
