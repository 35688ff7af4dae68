import { afterAll, beforeAll } from "vitest";
import type { Engine } from "../engine/engine";
import type { Source } from "../log/ingest";
import type { Study } from "../log/study";
import { emptied, engines, loaded, textRowsOf } from "../log/testing";
import type { AnyInsight } from "./insight";
import { insights } from "./registry";

/** An insight as the registry has it. */
export function insightNamed(id: string): AnyInsight {
  const insight = insights.get(id);
  if (!insight) throw new Error(`no ${id}`);
  return insight;
}

/** A study of files on native DuckDB, there while the tests beside it run. */
export const studyOf = (files: readonly Source[]): { study(): Study; engine(): Engine } => held(async () => [...files]);

type History = { file(name: string): Promise<{ name: string; blob: Blob }>; remove(): void };

/** A simulated history on native DuckDB, there while the tests beside it run. */
export const heldStudy = (history: History): { study(): Study; engine(): Engine } =>
  held(
    async () => [await history.file("events.parquet")],
    () => history.remove(),
  );

type Text = Awaited<ReturnType<typeof textRowsOf>>;

/** The same, and its rows as text, from which plain code works out what they say. */
export function heldRows(history: History): { study(): Study; rows(): Text } {
  let rows: Text | undefined;
  const { study } = held(
    async () => {
      const file = await history.file("events.parquet");
      rows = await textRowsOf(file);
      return [file];
    },
    () => history.remove(),
  );
  return {
    study,
    rows() {
      if (!rows) throw new Error("not loaded");
      return rows;
    },
  };
}

function held(files: () => Promise<Source[]>, end: () => void = () => undefined) {
  let study: Study | undefined;
  const loadedStudy = (): Study => {
    if (!study) throw new Error("not loaded");
    return study;
  };
  beforeAll(async () => {
    study = await loaded(await emptied(await engines.node()), await files());
  }, 60_000);
  afterAll(async () => {
    await study?.engine.close();
    end();
  });
  return { study: loadedStudy, engine: () => loadedStudy().engine };
}
