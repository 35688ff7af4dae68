import type { Engine } from "@/lib/engine/engine";
import { sql } from "@/lib/sql";

/** How long somebody who has a new history asks one thing after the other, at least (milliseconds). */
const toAsk = 2_000;

/** When what a page asks first of a history is answered, as far as that is urgent: what can wait takes none of its time. */
export async function firstAnswers(engine: Engine): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, toAsk));
  await engine.query(sql`SELECT 1`).catch(() => undefined);
}
