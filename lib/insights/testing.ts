import { afterAll, beforeAll } from "vitest";
import type { Engine } from "../engine/engine";
import type { Source } from "../log/ingest";
import type { Study } from "../log/study";
import { emptied, engines, loaded } from "../log/testing";
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
