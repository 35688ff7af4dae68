import { tenths } from "../charts/format";

/** Who is behind a stretch of a curve: whoever is at risk on its first day, since nobody comes to be at risk later. `words` as they stand before a day. */
export function stretchWords(times: readonly number[], words: string): string {
  const [first, last] = [Math.min(...times), Math.max(...times)];
  return `${words} day ${tenths(first)}, where the stretch to day ${tenths(last)} begins, whatever came after`;
}
