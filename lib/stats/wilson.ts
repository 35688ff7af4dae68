import { z95 } from "./normal";

/** Wilson's 95 % score interval of a share (JASA 1927), without continuity correction: what R's prop.test(correct = FALSE) gives. */
export function wilson(count: number, of: number): { lower: number; upper: number } {
  const [p, z2] = [count / of, z95 * z95];
  const centre = (p + z2 / (2 * of)) / (1 + z2 / of);
  const half = (z95 / (1 + z2 / of)) * Math.sqrt((p * (1 - p)) / of + z2 / (4 * of * of));
  return { lower: Math.max(0, centre - half), upper: Math.min(1, centre + half) };
}
