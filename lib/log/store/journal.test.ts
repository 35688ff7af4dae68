import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeFrames, encodeFrame } from "./frames";
import { recover } from "./journal";
import { plain } from "./plain";
import { encodeRecord, type JournalRecord, type Kept } from "./record";
import { facts } from "./testing";
import { runs } from "../../testing/runs";

const segment = (id: number): Kept => ({
  ...facts(`file ${id}.parquet`),
  id,
  sha256: id.toString(16).padStart(64, "0"),
  bytes: 10 + id,
});

const change = fc.oneof(
  fc.constant("added" as const),
  fc.constant("removed" as const),
  fc.constant("replaced" as const),
  fc.constant("settings" as const),
);

/** A history of the store: its lines, and what was kept after each. */
function written(kinds: readonly ("added" | "removed" | "replaced" | "settings")[]) {
  const records: JournalRecord[] = [{ kind: "snapshot", segments: [], settings: {} }];
  let held: number[] = [];
  const states = [held];
  for (const kind of kinds) {
    const id = records.length;
    const [oldest] = held;
    if (kind === "settings") records.push({ kind, settings: { theme: id } });
    else if (kind === "added" || oldest === undefined) {
      records.push({ kind: "added", segment: segment(id) });
      held = held.concat(id);
    } else if (kind === "removed") {
      records.push({ kind, id: oldest });
      held = held.slice(1);
    } else {
      records.push({ kind, id: oldest, by: segment(id) });
      held = held.slice(1).concat(id);
    }
    states.push(held);
  }
  const lines = records.map((record, number) => encodeFrame({ number, payload: encodeRecord(record) }));
  return { lines, states, bytes: Uint8Array.from(lines.flatMap((line) => [...line])) };
}

const ids = ({ segments }: { segments: readonly Kept[] }) => segments.map(({ id }) => id).toSorted((a, b) => a - b);

test("a journal cut off anywhere says what was kept after its last whole line, and calls no line damaged", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(change, { maxLength: 12 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      async (kinds, at) => {
        const { bytes, lines, states } = written(kinds);
        const size = Math.floor(at * bytes.length);
        let [whole, end] = [0, 0];
        for (const line of lines) if ((end += line.length) <= size) whole++;
        const recovered = await recover(bytes.subarray(0, size), plain);
        expect(recovered.damaged).toBe(0);
        expect(ids(recovered)).toEqual(states[whole - 1] ?? []);
        expect(recovered.next).toBe(whole);
      },
    ),
    runs(300, 3000),
  );
});

test("a flipped bit never yields what was not acknowledged, never loses a line before it, and is noticed", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(change, { minLength: 1, maxLength: 8 }),
      fc.nat(),
      fc.nat(7),
      async (kinds, where, bit) => {
        const { bytes, lines, states } = written(kinds);
        const at = where % bytes.length;
        const flipped = bytes.slice();
        flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
        let [line, end] = [0, 0];
        while ((end += lines[line]?.length ?? Infinity) <= at) line++;
        const { frames } = decodeFrames(flipped);
        expect(frames.filter(({ number }) => number < line).map(({ number }) => number)).toEqual(
          Array.from({ length: line }, (_, i) => i),
        );
        const recovered = await recover(flipped, plain);
        const ever = new Set(states.flat());
        expect(ids(recovered).every((id) => ever.has(id))).toBe(true);
        for (const one of recovered.segments) expect(one).toEqual(segment(one.id));
        const torn = at === bytes.length - 1;
        expect(recovered.damaged > 0 || torn).toBe(true);
        const until = await recover(
          flipped.subarray(
            0,
            lines.slice(0, line).reduce((sum, { length }) => sum + length, 0),
          ),
          plain,
        );
        expect(ids(until)).toEqual(states[line - 1] ?? []);
      },
    ),
    runs(500, 5000),
  );
});

test("a line that is missing from the middle is noticed", async () => {
  const { lines } = written(["added", "added", "added"]);
  const without = Uint8Array.from(lines.filter((_, i) => i !== 2).flatMap((line) => [...line]));
  expect(await recover(without, plain)).toMatchObject({ damaged: 1 });
});
