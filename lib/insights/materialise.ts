import type { Engine } from "../engine/engine";
import { failureOf } from "../failure";
import { scratch } from "../log/schema";
import type { Study } from "../log/study";
import { sql, type Sql } from "../sql";

type Kept = { digest: string; tables: Map<string, { relation: Sql; ready: Promise<unknown> }>; next: number };

const most = 24;
const kept = new WeakMap<Engine, Kept>();

async function forDigest(study: Study): Promise<Kept> {
  const held = kept.get(study.engine);
  if (held?.digest === study.digest) return held;
  const fresh: Kept = { digest: study.digest, tables: new Map(), next: held?.next ?? 0 };
  kept.set(study.engine, fresh);
  for (const { relation, ready } of held?.tables.values() ?? []) {
    await ready.catch(() => undefined);
    await study.engine.query(sql`DROP TABLE IF EXISTS ${relation}`);
  }
  return fresh;
}

/** A relation computed once for a log and kept as a table; the least recently used of 24 makes room. The SQL is the key: it holds every parameter and the moment. */
export async function materialise(study: Study, definition: Sql, signal?: AbortSignal): Promise<Sql> {
  const { tables, ...held } = await forDigest(study);
  const known = tables.get(definition.text);
  if (known) {
    tables.delete(definition.text);
    tables.set(definition.text, known);
    const stopped = await known.ready.then(
      () => false,
      (thrown: unknown) => failureOf(thrown).kind === "cancelled" && !signal?.aborted,
    );
    if (stopped) {
      if (tables.get(definition.text) === known) tables.delete(definition.text);
      return materialise(study, definition, signal);
    }
    await known.ready;
    return known.relation;
  }
  const relation = scratch(`kept_${++held.next}`);
  const state = kept.get(study.engine);
  if (state) state.next = held.next;
  const ready = study.engine.query(sql`CREATE TABLE ${relation} AS ${definition}`, signal ? { signal } : {});
  ready.catch(() => undefined);
  tables.set(definition.text, { relation, ready });
  for (const [text, { relation: old, ready: made }] of [...tables].slice(0, Math.max(0, tables.size - most))) {
    tables.delete(text);
    await made.catch(() => undefined);
    await study.engine.query(sql`DROP TABLE IF EXISTS ${old}`);
  }
  try {
    await ready;
  } catch (thrown) {
    if (tables.get(definition.text)?.ready === ready) tables.delete(definition.text);
    throw thrown;
  }
  return relation;
}
