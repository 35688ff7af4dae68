import type { Engine } from "../engine/engine";
import type { Place } from "../engine/queue";
import { failureOf } from "../failure";
import { scratch } from "../log/schema";
import { sql, type Sql } from "../sql";

type Kept = { tables: Map<string, { relation: Sql; ready: Promise<unknown> }>; next: number };

const most = 24;
const kept = new WeakMap<Engine, Kept>();

function ofEngine(engine: Engine): Kept {
  const held = kept.get(engine) ?? { tables: new Map(), next: 0 };
  kept.set(engine, held);
  return held;
}

/** A relation computed once for a state of the log and kept as a table; the least recently used of 24 makes room. Its key is the digest of what was known, and the SQL, which holds every parameter and the moment: what was recorded later leaves it as it is. */
export async function materialise(
  engine: Engine,
  digest: string,
  definition: Sql,
  { signal, urgent = false }: Place = {},
): Promise<Sql> {
  const held = ofEngine(engine);
  const { tables } = held;
  const key = `${digest} ${definition.text}`;
  const known = tables.get(key);
  if (known) {
    tables.delete(key);
    tables.set(key, known);
    const stopped = await known.ready.then(
      () => false,
      (thrown: unknown) => failureOf(thrown).kind === "cancelled" && !signal?.aborted,
    );
    if (stopped) {
      if (tables.get(key) === known) tables.delete(key);
      return materialise(engine, digest, definition, { ...(signal && { signal }), urgent });
    }
    await known.ready;
    return known.relation;
  }
  const relation = scratch(`kept_${++held.next}`);
  const ready = engine.query(sql`CREATE TABLE ${relation} AS ${definition}`, { ...(signal && { signal }), urgent });
  ready.catch(() => undefined);
  tables.set(key, { relation, ready });
  for (const [text, { relation: old, ready: made }] of [...tables].slice(0, Math.max(0, tables.size - most))) {
    tables.delete(text);
    await made.catch(() => undefined);
    await engine.query(sql`DROP TABLE IF EXISTS ${old}`);
  }
  try {
    await ready;
  } catch (thrown) {
    if (tables.get(key)?.ready === ready) tables.delete(key);
    throw thrown;
  }
  return relation;
}
