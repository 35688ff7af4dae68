import type { Engine } from "../engine/engine";
import type { Place } from "../engine/queue";
import { failureOf } from "../failure";
import { scratch } from "../log/schema";
import { sql, type Sql } from "../sql";

type Table = { relation: Sql; ready: Promise<unknown> };
type Kept = { tables: Map<string, Table>; holds: Set<Set<string>>; next: number };

const most = 32;
const kept = new WeakMap<Engine, Kept>();

function ofEngine(engine: Engine): Kept {
  const held = kept.get(engine) ?? { tables: new Map(), holds: new Set(), next: 0 };
  kept.set(engine, held);
  return held;
}

/** What is materialised with the same hold stays until the work is done, however many tables that takes. */
export async function holding<T>(engine: Engine, work: (hold: Set<string>) => Promise<T>): Promise<T> {
  const { holds } = ofEngine(engine);
  const hold = new Set<string>();
  holds.add(hold);
  try {
    return await work(hold);
  } finally {
    holds.delete(hold);
  }
}

/** Drops the tables that were used least recently and that nobody holds, so that 32 are left. */
async function makeRoom(engine: Engine, { tables, holds }: Kept): Promise<void> {
  const free = [...tables].filter(([key]) => ![...holds].some((hold) => hold.has(key)));
  for (const [key, { relation, ready }] of free.slice(0, Math.max(0, free.length - most))) {
    tables.delete(key);
    await ready.catch(() => undefined);
    await engine.query(sql`DROP TABLE IF EXISTS ${relation}`);
  }
}

/** A relation computed once for a state of the log and kept as a table, until 32 others were used since and nothing holds it. Its key is the digest of what was known, and the SQL, which holds every parameter and the moment: what was recorded later leaves it as it is. */
export async function materialise(
  engine: Engine,
  digest: string,
  definition: Sql,
  { signal, urgent = false }: Place = {},
  hold?: Set<string>,
): Promise<Sql> {
  const held = ofEngine(engine);
  const { tables } = held;
  const key = `${digest} ${definition.text}`;
  hold?.add(key);
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
      return materialise(engine, digest, definition, { ...(signal && { signal }), urgent }, hold);
    }
    await known.ready;
    return known.relation;
  }
  const relation = scratch(`kept_${++held.next}`);
  const ready = engine.query(sql`CREATE TABLE ${relation} AS ${definition}`, { ...(signal && { signal }), urgent });
  ready.catch(() => undefined);
  tables.set(key, { relation, ready });
  await makeRoom(engine, held);
  try {
    await ready;
  } catch (thrown) {
    if (tables.get(key)?.ready === ready) tables.delete(key);
    throw thrown;
  }
  return relation;
}
