import type { Kept } from "./record";

const newestFirst = (a: Kept, b: Kept): number =>
  a.newest === b.newest ? a.id - b.id : (b.newest ?? "").localeCompare(a.newest ?? "", "en");

/** The order in which kept files are opened again: the newest alone, then older ones in steps as large as all before, so that the log is settled a few times and not once for each file. */
export function stepsOf(segments: readonly Kept[]): Kept[][] {
  const steps: Kept[][] = [];
  let [loaded, step] = [0, 0];
  for (const segment of segments.toSorted(newestFirst)) {
    const current = steps.at(-1);
    if (current && step < loaded) current.push(segment);
    else {
      loaded += step;
      step = 0;
      steps.push([segment]);
    }
    step += segment.bytes;
  }
  return steps;
}
