import { Failed, failureOf } from "../failure";
import { joined, type Subset } from "../ingest/subset/subset";
import { sql } from "../sql";
import type { IngestOptions } from "./ingest";
import { forget, load, mark, ofFile, pack, rowsToRead, unpackedOf } from "./loading";
import { emptyIncoming, scratch, table } from "./schema";
import { settled } from "./settle";
import { loadedAs, type Study } from "./study";

/** Tables beside the rows that a segment's new rows add to. */
const besides = ["traits", "quarantine", "corrections"] as const;
const aside = (name: string) => scratch(`${name} before`);

async function setAside({ engine }: Study, segment: number): Promise<void> {
  for (const name of besides)
    await engine.query(
      sql`CREATE OR REPLACE TABLE ${aside(name)} AS SELECT * FROM ${table(name)} WHERE segment = ${segment}`,
    );
}

async function putBack({ engine }: Study): Promise<void> {
  for (const name of besides) await engine.query(sql`INSERT INTO ${table(name)} FROM ${aside(name)}`);
}

async function dropAside({ engine }: Study): Promise<void> {
  for (const name of besides) await engine.query(sql`DROP TABLE IF EXISTS ${aside(name)}`);
}

type Extending = Pick<IngestOptions, "onProgress" | "signal">;

/** Loads more of a file that is loaded in part, each row once: what lies in `more` (null for the rest) and is not there yet. Throws Failed; the study given is then as it was. */
export async function extend(
  study: Study,
  id: number,
  more: Subset | null,
  { onProgress, signal }: Extending = {},
): Promise<Study> {
  const segment = study.segments.find((one) => one.id === id);
  const have = segment?.subset;
  if (!segment || !have) return study;
  const { file, mapping } = segment;
  const reader = await segment.reader.opened();
  const want = joined(have, more);
  const total = rowsToRead(reader, mapping, { want, have });
  const started = performance.now();
  const report = (rows: number) => {
    const secondsLeft = rows > 0 ? ((performance.now() - started) / 1000 / rows) * (total - rows) : null;
    onProgress?.({ file, stage: "read", rows, total, files: 1, filesDone: 0, secondsLeft });
  };
  const before = await mark(study);
  await setAside(study, id);
  try {
    report(0);
    const unpacked = unpackedOf(total);
    const selection = { want, have };
    const { taken, upcasts } = await load(
      study,
      id,
      { file, reader, mapping },
      { selection, unpacked, report, ...(signal && { signal }) },
    );
    const left = segment.counts.leftOut - taken;
    if (left < 0 || (want === null && left > 0))
      throw new Failed({ kind: "file", file, fault: "row-count", detail: `${taken} of ${segment.counts.leftOut}` });
    await pack(study, unpacked, total);
    onProgress?.({ file: "", stage: "settle", rows: total, total, files: 1, filesDone: 1, secondsLeft: null });
    const loaded = study.segments
      .map(loadedAs)
      .map((one) =>
        one.id === id
          ? { ...one, subset: want, leftOut: left, upcasts: one.upcasts.map((rows, at) => rows + (upcasts[at] ?? 0)) }
          : one,
      );
    return await settled(study, study.rule, loaded, signal);
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (failure.kind !== "engine") {
      for (const statement of emptyIncoming) await study.engine.query(statement);
      await forget(study, [id], before);
      await putBack(study);
    }
    throw new Failed(ofFile(file, failure));
  } finally {
    await dropAside(study).catch(() => undefined);
  }
}
