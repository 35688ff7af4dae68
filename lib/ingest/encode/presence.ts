import type { Data } from "apache-arrow";

/** A column's validity bitmap; null where every row has a value. */
export const bitmapOf = (data: Data): Uint8Array | null =>
  data.nullCount === 0 || !data.nullBitmap || data.nullBitmap.length === 0 ? null : data.nullBitmap;

/** Whether a row has a value, by the column's bitmap. */
export const isThere = (bitmap: Uint8Array | null, at: number): boolean =>
  bitmap === null || ((bitmap[at >> 3] ?? 0) & (1 << (at & 7))) !== 0;
