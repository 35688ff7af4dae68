import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decode, type Row } from "../engine/decode";
import type { Engine } from "../engine/engine";
import { toStream } from "../engine/node/arrow";
import { nodeEngine } from "../engine/node/engine";
import { eventsFile, exportedEvents } from "../export/events";
import { parquetOf } from "../ingest/read/parquet/write";
import type { Study } from "../log/study";
import { emptied, engines, loaded, textRowsOf } from "../log/testing";
import { sql } from "../sql";
import { arrowFile, textColumns } from "../testing/files";
import { long } from "../testing/runs";
import { simulated } from "../testing/simulated";
import { affordable, variationsOf } from "../testing/variations";
import { ask } from "./ask";
import { insights } from "./registry";
import { insightNamed } from "./testing";
import { standalone } from "./standalone";

const small = simulated<unknown>({ patients: 20, months: 8, seed: 12 });
const folders: string[] = [];
afterAll(() => {
  small.remove();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A DuckDB that knows nothing of us, in a folder with the exported events. */
async function beside(study: Study): Promise<DuckDBConnection> {
  const folder = mkdtempSync(join(tmpdir(), "rivergraph-exported-"));
  folders.push(folder);
  const { blob } = await exportedEvents(study, parquetOf);
  writeFileSync(join(folder, eventsFile), new Uint8Array(await blob.arrayBuffer()));
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  await connection.run(sql`SET file_search_path = ${folder}`.text);
  return connection;
}

async function told(connection: DuckDBConnection, statement: string): Promise<Uint8Array> {
  const reader = await connection.runAndReadAll(statement);
  return toStream(reader.columnNames(), reader.columnTypes(), reader.getColumns());
}

const log = async (engine: Engine) =>
  loaded(await emptied(engine), [await small.file("events.parquet"), await small.file("events-v2.parquet")]);

describe("a statement beside the exported events", () => {
  let study: Study;
  let native: DuckDBConnection;
  beforeAll(async () => {
    study = await log(await nodeEngine());
    native = await beside(study);
  }, 120_000);
  afterAll(() => study.engine.close());

  const moments = () => [null, `${study.dataStart.slice(0, 4)}-06-15T12:00:00Z`];

  test.each([...insights.values()])(
    "gives the cells of $id, whatever is asked, now and in the past",
    async (insight) => {
      const all = variationsOf(insight.params).filter((one) => insight.params.safeParse(one).success);
      const few = affordable(insight.id, all).filter((_, i) => i % 5 === 4);
      const some = long ? all : [{}, { breakdown: "arm" }, { breakdown: "type" }, ...few];
      for (const params of some.filter((one) => insight.params.safeParse(one).success))
        for (const knownAt of Object.keys(params).length === 0 ? moments() : [null]) {
          const question = { params, knownAt };
          const { cells, columns, known } = await ask(study, insight, question);
          const raw = decode(await told(native, await standalone(study, insight, question)), columns);
          const context = {
            knownAt: known.moment,
            dataStart: known.dataStart,
            dataEnd: known.dataEnd,
            params: insight.params.parse(params),
          };
          expect(insight.finish ? insight.finish(raw, context as never) : raw, JSON.stringify(question)).toEqual(cells);
        }
    },
    240_000,
  );

  test("gives the cells of those who are selected", async () => {
    const insight = insightNamed("adherence-over-time");
    const choosing = async (id: string, takes: (cell: Row) => boolean) => ({
      insight: insightNamed(id),
      params: {},
      cells: (await ask(study, insightNamed(id), { params: {}, knownAt: null })).cells.filter(takes),
    });
    const selections = [
      await choosing("events-over-time", ({ group }) => group === "SymptomReported"),
      await choosing("trajectories", ({ group }) => group === "1"),
    ];
    const question = { params: {}, knownAt: null, selections };
    const { cells, columns } = await ask(study, insight, question);
    expect(decode(await told(native, await standalone(study, insight, question)), columns)).toEqual(cells);
    expect(cells).not.toEqual((await ask(study, insight, { ...question, selections: [] })).cells);
  });
});

test("what the browser's engine exports holds what only the files say, and corrections as of then", async () => {
  const rows = (await textRowsOf(await small.file("events.parquet"))).map((row, i) => ({
    ...row,
    ward: i % 7 === 0 ? null : `it's "${i % 3}"\n--`,
  }));
  const study = await loaded(await emptied(await engines.wasm()), [arrowFile("wards.arrow", textColumns(rows))]);
  try {
    const native = await beside(study);
    const insight = insightNamed("events-over-time");
    for (const knownAt of [null, "2025-05-02T00:00:00Z"]) {
      const question = { params: { breakdown: "ward", unit: "quarter" }, knownAt };
      const { cells } = await ask(study, insight, question);
      expect(new Set(cells.map(({ group }) => group)).size).toBe(4);
      expect(decode(await told(native, await standalone(study, insight, question)), insight.columns)).toEqual(cells);
    }
  } finally {
    await study.engine.close();
  }
}, 120_000);
