import type { Engine } from "@/lib/engine/engine";
import { sql } from "@/lib/sql";

/** How long a page that has a new history takes until it asks (milliseconds). */
const toAsk = 300;

/** When what a page asks first of a history is answered: what can wait takes none of its time. */
export async function firstAnswers(engine: Engine): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, toAsk));
  await engine.query(sql`SELECT 1`, { background: true }).catch(() => undefined);
}
