/** Whether what takes long is taken too. */
export const long = process.env["LONG"] === "1";

/** The seed of a run that differs each time: `SEED=… LONG=1` takes that of a failure again. */
const drawn = Number(process.env["SEED"] ?? Date.now() % 1_000_000);

/** How often a property is tried, and from which seed: always the same one, so that no test depends on chance; with LONG a fresh one, which a failure names, and `more` runs. */
export const runs = (numRuns: number, more = numRuns): { numRuns: number; seed: number } =>
  long ? { numRuns: more, seed: drawn } : { numRuns, seed: 13 };
