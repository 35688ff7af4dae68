import { afterAll, beforeAll, expect, test } from "vitest";
import type { Engine } from "../engine/engine";
import { parquetFrom } from "../ingest/fixtures/parquet";
import { open } from "../ingest/read/open";
import type { Reader } from "../ingest/read/reader";
import { inTurn, shareOf, sharesFor, whole } from "../ingest/read/shares";
import { everything } from "../ingest/subset/subset";
import { prepare } from "../ingest/prepare";
import { emptied, engines, load } from "./testing";

const rows = 480_000;

/** Words of every part that appear early, late and in one half only; traits, corrections and rows that cannot be admitted. */
const query = `SELECT 'e' || i AS event_id, ['EnrollmentRecorded', 'MedicineTaken', 'SurveyCompleted'][i % 3 + 1] AS type, 'p' || (i * 7 % 5000) AS subject,
  CASE WHEN i % 90001 = 5 THEN 'once' ELSE '2025-01-0' || (1 + i % 9) || 'T08:00:00Z' END AS occurred_at, '2025-02-0' || (1 + i % 8) || 'T08:00:00Z' AS recorded_at,
  'source ' || (i // 100000) AS source, 'med ' || (i % 11) AS item, 'nurse ' || (i // 3) % 400 AS recorded_by, CASE WHEN i % 3 = 0 THEN 'arm ' || (i // 50000) END AS arm,
  CASE WHEN i % 1000 = 7 THEN 'e' || (i - 6) END AS corrects FROM range(${rows}) t(i)`;

let file: Blob;
let engine: Engine;
beforeAll(async () => {
  file = await parquetFrom(query, "ROW_GROUP_SIZE 40960");
  engine = await engines.node();
}, 60_000);
afterAll(() => engine.close());

test("readers that share a file come to the same log as one reader", async () => {
  const opened = () => open(file, "shared.parquet");
  const shared = async (): Promise<Reader> => {
    const [one, other] = [await opened(), await opened()];
    return {
      ...one,
      encoded: (mapping, { selection = everything } = {}) => {
        const shares = sharesFor(one.pieces, mapping, selection);
        expect(shares).toHaveLength(2);
        return inTurn(shares.map((share) => (share.nth === 0 ? one : other).encoded(mapping, { selection, share })));
      },
    };
  };
  const log = async (how: () => Promise<Reader>) => {
    const { study } = await load(await emptied(engine), [{ name: "shared.parquet", blob: file }], { open: how });
    return [study.digest, study.events, study.patients, study.segments[0]?.counts];
  };
  const alone = await log(opened);
  expect(await log(shared)).toEqual(alone);
  expect(alone[3]).toMatchObject({ rows, quarantined: 6 });
}, 120_000);

test("every piece is in one share, and neighbours that make up a batch are in the same", async () => {
  const { pieces } = await open(file, "shared.parquet");
  const places = pieces.map((_, place) => place);
  const shares = [0, 1].map((nth) => shareOf(pieces, places, { nth, of: 2 }));
  expect(shares.flat().toSorted((a, b) => a - b)).toEqual(places);
  expect(shares[0]?.slice(0, 4)).toEqual([0, 1, 2, 6]);
  expect(shareOf(pieces, places, whole)).toEqual(places);
});

test("one reader reads what is small, or has no room for a second", async () => {
  const reader = await open(file, "shared.parquet");
  const prepared = await prepare(reader);
  if (!prepared.mapped) throw new Error("the columns are not recognised");
  const few = reader.pieces.slice(0, 6);
  expect(sharesFor(few, prepared.mapping, everything)).toEqual([whole]);
  expect(sharesFor(reader.pieces, prepared.mapping, everything, 1_000_000)).toEqual([whole]);
  expect(sharesFor(reader.pieces, prepared.mapping, everything, 1_000_000_000)).toHaveLength(2);
});

test("what was taken from readings in turn ends with the last, a failure or who takes it", async () => {
  const ended: string[] = [];
  async function* reading(name: string, many: number, fails = false): AsyncGenerator<string> {
    try {
      for (let i = 0; i < many; i++) yield `${name}${i}`;
      if (fails) throw new RangeError(name);
    } finally {
      ended.push(name);
    }
  }
  const taken = async (readings: AsyncGenerator<string>[], most = Infinity) => {
    const all: string[] = [];
    for await (const one of inTurn(readings)) if (all.push(one) === most) break;
    return all;
  };
  expect(await taken([reading("a", 3), reading("b", 1)])).toEqual(["a0", "b0", "a1", "a2"]);
  await expect(taken([reading("c", 1, true), reading("d", 5)])).rejects.toThrow(RangeError);
  expect(await taken([reading("e", 5), reading("f", 5)], 2)).toEqual(["e0", "f0"]);
  expect(ended.toSorted()).toEqual(["a", "b", "c", "d", "e", "f"]);
});
