import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decode } from "../../engine/decode";
import type { Engine } from "../../engine/engine";
import { parseMapping } from "../../ingest/mapping/validate";
import { open } from "../../ingest/read/open";
import { id, sql } from "../../sql";
import { arrowFile, parquetFile, textColumns, type TestFile, type TextRow } from "../../testing/files";
import { simulated } from "../../testing/simulated";
import { decide } from "../decide";
import { erase } from "../erasure/erase";
import { nobody } from "../erasure/list";
import { latestRecorded } from "../resolve/rule";
import type { LogSettings } from "../settings";
import { plain } from "../store/plain";
import { recover } from "../store/journal";
import { type Store, storeIn } from "../store/store";
import { disk, facts, textOn } from "../store/testing";
import { snapshot, type Study } from "../study";
import { bare, emptied, engines, loaded } from "../testing";
import type { Contents } from "./contents";
import { restore } from "./restore";
import { save } from "./save";

const small = simulated<unknown>({ patients: 6, months: 4, seed: 21 });
afterAll(() => small.remove());

const row = (n: number, more: TextRow = {}): TextRow => ({
  event_id: `e${n}`,
  type: "SurveyCompleted",
  subject: n % 2 === 0 ? "anna" : "bert",
  occurred_at: `2025-03-0${1 + (n % 9)}T10:00:00Z`,
  recorded_at: `2025-04-0${1 + (n % 9)}T10:00:00Z`,
  value: String(n),
  ...more,
});

const contradicting = [
  row(1),
  row(1, { value: "7", recorded_at: "2025-05-01T10:00:00Z" }),
  row(2, { occurred_at: "yesterday" }),
  row(3, { corrects: "e1", recorded_at: "2025-05-03T10:00:00Z" }),
  row(4, { type: "EventRetracted", corrects: "e3", value: null, recorded_at: "2025-05-04T10:00:00Z" }),
  row(5, { type: "EventRetracted", corrects: "e4", value: null, recorded_at: "2025-05-05T10:00:00Z" }),
  row(6),
  row(6),
];

const files = async (): Promise<TestFile[]> => [
  await small.file("events.parquet"),
  arrowFile("contradicting.arrow", textColumns(contradicting)),
  parquetFile("more.parquet", textColumns([row(6), row(8), row(9)])),
];

/** Every row of every table of the log, in the order that they lie in. */
async function everything({ engine }: Study): Promise<Record<string, string[]>> {
  const tables = decode(
    await engine.query(sql`SELECT table_name AS name FROM duckdb_tables() WHERE database_name = 'log' ORDER BY ALL`),
    { name: "text" },
  );
  const found: Record<string, string[]> = {};
  for (const { name } of tables)
    found[name ?? ""] = decode(
      await engine.query(sql`SELECT t::VARCHAR AS row FROM ${id("log", "main", name ?? "")} t ORDER BY rowid`),
      { row: "text" },
    ).map((held) => held.row ?? "");
  return found;
}

/** A store that keeps the files of a study. */
async function keeping(study: Study): Promise<{ store: Store; text: () => string }> {
  const { root, place } = disk();
  const store = await storeIn(await root.folder("1"), plain, await recover(new Uint8Array(), plain));
  for (const { file, blob, mapping, counts } of study.segments)
    await store.add(blob, { ...facts(file), mapping, rows: counts.rows });
  return { store, text: () => textOn(place) };
}

const settings = (study: Study): LogSettings => ({ erasure: study.erased, rule: study.rule });
const never = new AbortController().signal;

async function saved(study: Study, store: Store, signal = never, rowsAtATime = 200): Promise<boolean> {
  const keptOf = (blob: Blob) => {
    const file = study.segments.find((one) => one.blob === blob)?.file;
    return store.segments.find(({ name }) => name === file);
  };
  const { begin, put, finish } = store.cache;
  const shelf = {
    begin,
    put: (writing: number, part: Uint8Array) => put(writing, Uint8Array.from(part)),
    finish: (writing: number, contents: Contents) => finish(writing, contents),
  };
  return save(study, keptOf, settings(study), shelf, { signal, rowsAtATime });
}

async function restored(engine: Engine, store: Store, as: LogSettings): Promise<Study> {
  const kept = await Promise.all(store.segments.map(async (one) => ({ kept: one, blob: await store.read(one.id) })));
  return restore(
    engine,
    await store.cache.contents(),
    { part: store.cache.part, files: kept, settings: as },
    { open: ({ blob, name }) => open(blob, name) },
  );
}

const plainly: LogSettings = { erasure: nobody, rule: latestRecorded };

describe.each(Object.entries(engines))("a projection that was put away on %s", (_, start) => {
  let one: Engine;
  let other: Engine;
  beforeAll(async () => {
    [one, other] = [await start(), await start()];
  }, 60_000);
  afterAll(() => Promise.all([one.close(), other.close()]));

  test("comes back as it was: every row in its place, the same digest and counts", async () => {
    const study = await loaded(await emptied(one), await files());
    const { store } = await keeping(study);
    expect(await saved(study, store)).toBe(true);
    const back = await restored(await bare(other), store, plainly);
    const { tables } = (await store.cache.contents()) as Contents;
    expect(tables.find(({ name }) => name === "rows")?.parts.length).toBeGreaterThan(3);
    const was = await everything(study);
    expect(Object.keys(was)).toEqual(expect.arrayContaining(["rows", "subjects", "terms", "again", "quarantine"]));
    for (const name of ["rows", "subjects", "terms", "roles", "corrections", "again", "traits", "quarantine"])
      expect(was[name]?.length, name).toBeGreaterThan(0);
    expect(await everything(back)).toEqual(was);
    const { engine: _e, segments: _s, ...said } = study;
    expect(back).toMatchObject(said);
    expect((await snapshot(back.engine, [], back.rule)).digest).toBe((await snapshot(one, [], study.rule)).digest);
    expect(back.segments.map(({ id: n, file, counts, format }) => [n, file, counts, format])).toEqual(
      study.segments.map(({ id: n, file, counts, format }) => [n, file, counts, format]),
    );
  });

  test("goes on as the log that it was: further files, another rule, whole rows", async () => {
    const all = await files();
    const study = await loaded(await emptied(one), all.slice(0, 2));
    const { store } = await keeping(study);
    await saved(study, store);
    const back = await restored(await bare(other), store, plainly);
    expect(await back.segments[1]?.reader.rowsAt([1])).toEqual(await study.segments[1]?.reader.rowsAt([1]));
    const [more, moreBack] = [await loaded(study, all.slice(2)), await loaded(back, all.slice(2))];
    expect(moreBack.digest).toBe(more.digest);
    expect(moreBack.segments.map(({ counts }) => counts)).toEqual(more.segments.map(({ counts }) => counts));
    const rule = { by: "first" } as const;
    expect((await decide(moreBack, rule)).digest).toBe((await decide(more, rule)).digest);
  });

  test("remembers how many rows each upcast read", async () => {
    const mapping = parseMapping({
      version: 1,
      name: "Old and new",
      type: { from: ["type"] },
      subject: { from: ["subject"] },
      occurredAt: { from: ["occurred_at"] },
      upcasts: [{ name: "survey", when: { types: ["SurveyCompleted"] }, type: "Survey" }],
    });
    const study = await loaded(await emptied(one), [
      { ...arrowFile("old.arrow", textColumns(contradicting)), mapping },
    ]);
    const { store } = await keeping(study);
    await saved(study, store);
    const back = await restored(await bare(other), store, plainly);
    expect([study, back].map(({ segments }) => segments.map(({ upcasts }) => upcasts))).toEqual([[[6]], [[6]]]);
    expect(back.segments[0]?.mapping).toEqual(mapping);
  });

  test("is not put away where a file of the study is not kept, or another is", async () => {
    const all = await files();
    const study = await loaded(await emptied(one), all.slice(1));
    const { store } = await keeping({ ...study, segments: study.segments.slice(1) });
    expect(await saved(study, store)).toBe(false);
    const { store: both } = await keeping(study);
    expect(await saved({ ...study, segments: study.segments.slice(1) }, both)).toBe(false);
    expect(await saved({ ...study, rule: { by: "first" } }, both)).toBe(false);
    expect(await both.cache.contents()).toBe(null);
  });

  test("is left half-way where the log changes meanwhile, and then does not count", async () => {
    const study = await loaded(await emptied(one), (await files()).slice(1));
    const { store } = await keeping(study);
    const stop = new AbortController();
    stop.abort();
    await expect(saved(study, store, stop.signal)).rejects.toThrow();
    expect(await store.cache.contents()).toBe(null);
    await store.cache.drop();
    expect(await saved(study, store)).toBe(true);
  });

  test("is refused where its tables, their rows or a part are not as they were", async () => {
    const study = await loaded(await emptied(one), (await files()).slice(1));
    const { store } = await keeping(study);
    await saved(study, store);
    const contents = (await store.cache.contents()) as Contents;
    const as = (tables: Contents["tables"], part = store.cache.part) =>
      bare(other).then((engine) =>
        restore(
          engine,
          { ...contents, tables },
          { part, files: store.segments.map((kept) => ({ kept, blob: new Blob() })), settings: plainly },
          { open: ({ blob, name }) => open(blob, name) },
        ),
      );
    const { tables } = contents;
    await expect(as(tables)).resolves.toMatchObject({ digest: study.digest });
    await expect(as(tables.slice(1))).rejects.toThrow("another version");
    const lessColumns = tables.map((table) => ({ ...table, columns: table.columns.slice(1) }));
    await expect(as(lessColumns)).rejects.toThrow("another version");
    await expect(as(tables.map((table) => ({ ...table, rows: table.rows + 1 })))).rejects.toThrow("rows of");
    const cut = async (name: string) => (await store.cache.part(name)).slice(0, -8);
    await expect(as(tables, cut)).rejects.toThrow();
  });

  test("has nothing of an erased patient, before and after the study is put away again", async () => {
    const study = await loaded(await emptied(one), (await files()).slice(1));
    const { store } = await keeping(study);
    await saved(study, store);
    const part = async (name: string) =>
      Buffer.from(await store.cache.part(name)).toString("latin1") +
      Buffer.from(await store.cache.part(name)).toString("utf16le");
    const told = async () => {
      const contents = (await store.cache.contents()) as Contents | null;
      const parts = await Promise.all((contents?.tables ?? []).flatMap(({ parts: names }) => names.map(part)));
      return JSON.stringify(contents) + parts.join("");
    };
    expect(await told()).toContain("anna");
    const applied = await erase(study, [{ namespace: "patient", id: "anna" }], {
      boot: () => bare(other),
      open: ({ blob, name }) => open(blob, name),
      by: "app",
    });
    await store.settle({ erasure: applied.study.erased });
    expect(await store.cache.contents()).toBe(null);
    for (const { file, blob, mapping, counts, erased } of applied.study.segments) {
      const old = store.segments.find(({ name }) => name === file);
      const about = { ...facts(file), mapping, rows: counts.rows - counts.erased, erased };
      await store.replace(old?.id ?? -1, blob, about);
    }
    expect(await saved(applied.study, store)).toBe(true);
    expect(await told()).toContain("bert");
    expect(await told()).not.toContain("anna");
  });
});
