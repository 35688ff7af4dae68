import { decode, type Columns, type Row } from "../engine/decode";
import type { Engine } from "../engine/engine";
import type { Place } from "../engine/queue";
import { failureOf } from "../failure";
import type { Sql } from "../sql";

const most = { answers: 1000, bytes: 64_000 };
const kept = new WeakMap<Engine, Map<string, Promise<Uint8Array>>>();

/** The answer to a fold, asked once for a state of the log where it is of few rows; the least recently used of 1000 makes room. */
export async function fold<C extends Columns>(
  engine: Engine,
  digest: string,
  statement: Sql,
  columns: C,
  place: Place,
): Promise<Row<C>[]> {
  const held = kept.get(engine) ?? new Map<string, Promise<Uint8Array>>();
  kept.set(engine, held);
  const key = `${digest} ${statement.text}`;
  const known = held.get(key);
  const asked = known ?? engine.query(statement, place);
  held.delete(key);
  held.set(key, asked);
  for (const old of [...held.keys()].slice(0, Math.max(0, held.size - most.answers))) held.delete(old);
  try {
    const told = await asked;
    if (told.length > most.bytes && held.get(key) === asked) held.delete(key);
    return decode(told, columns);
  } catch (thrown) {
    if (held.get(key) === asked) held.delete(key);
    if (known && failureOf(thrown).kind === "cancelled" && !place.signal?.aborted)
      return fold(engine, digest, statement, columns, place);
    throw thrown;
  }
}
