import type { Engine } from "@/lib/engine/engine";
import { sql } from "@/lib/sql";

/** How long a page that has a new history takes until it asks (milliseconds). */
const toAsk = 300;

/** How long is waited for somebody who asks and asks (milliseconds). */
const patience = 10_000;

const after = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** When what a page asks first of a history is answered, or that takes too long: what can wait takes none of its time. */
export async function firstAnswers(engine: Engine): Promise<void> {
  await after(toAsk);
  await Promise.race([engine.query(sql`SELECT 1`, { background: true }).catch(() => undefined), after(patience)]);
}
