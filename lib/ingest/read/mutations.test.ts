import { afterAll, describe, expect, test } from "vitest";
import { arrowMutations } from "../fixtures/mutations/arrow";
import type { Mutation, Sound } from "../fixtures/mutations/mutation";
import { parquetMutations } from "../fixtures/mutations/parquet";
import { readingWithin } from "../fixtures/mutations/reading";

const reading = readingWithin(10_000);
afterAll(() => reading.renew());

type Tally = { whole: number; refused: number; others: { name: string; outcome: unknown }[] };

/** How many are as many rows as they state, how many are refused with a failure of the file, and what else became of any. A decoder that a damaged file leaves broken is replaced, as the app does. */
async function tally(files: readonly Sound[], mutations: readonly Mutation[]): Promise<Tally> {
  const [sound] = files.toSorted((a, b) => a.bytes.length - b.bytes.length);
  const found: Tally = { whole: 0, refused: 0, others: [] };
  for (const given of mutations) {
    const outcome = await reading.read(given);
    if (outcome.kind === "rows" && outcome.read === outcome.stated) found.whole++;
    else if (outcome.kind === "refused" && outcome.failure.kind === "file") found.refused++;
    else found.others.push({ name: given.name, outcome });
    if (outcome.kind === "refused" && sound && (await reading.read(sound)).kind !== "rows") await reading.renew();
  }
  return found;
}

describe.each([
  ["Parquet", parquetMutations],
  ["Arrow", arrowMutations],
])("damaged %s files", (_, made) => {
  test("end within ten seconds each in a sentence that names them, or in as many rows as they state", async () => {
    const { sound, mutations } = await made();
    expect(mutations.length).toBeGreaterThanOrEqual(500);
    expect(await tally(sound, sound)).toEqual({ whole: sound.length, refused: 0, others: [] });
    const { whole, refused, others } = await tally(sound, mutations);
    expect(others).toEqual([]);
    expect(Math.min(whole, refused)).toBeGreaterThan(100);
  });
});
