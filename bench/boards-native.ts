import { mkdtempSync, openAsBlob, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { insightNamed } from "@/bin/registry";
import { cohortOf } from "@/lib/cohorts/cohort";
import { nodeEngine } from "@/lib/engine/node/engine";
import { eventsFile, exportedEvents } from "@/lib/export/events";
import { open } from "@/lib/ingest/read/open";
import { parquetOf } from "@/lib/ingest/read/parquet/write";
import type { Question } from "@/lib/insights/ask";
import { standalone } from "@/lib/insights/standalone";
import { ingest } from "@/lib/log/ingest";
import { openStudy } from "@/lib/log/study";
import { sql } from "@/lib/sql";
import { brushed, cohortUnder, figures } from "./board-asked";

/** Native DuckDB, one thread, beside the exported events: each figure as the one statement that the app shows under it; the least of three sums, in milliseconds. */
const [file = ""] = process.argv.slice(2);
const source = { name: basename(file), blob: await openAsBlob(file) };
const { study } = await ingest(await openStudy(await nodeEngine()), [source], {
  open: ({ blob, name }) => open(blob, name),
});
const folder = mkdtempSync(join(tmpdir(), "rivergraph-bench-"));
try {
  const { blob } = await exportedEvents(study, parquetOf);
  writeFileSync(join(folder, eventsFile), new Uint8Array(await blob.arrayBuffer()));
  const connection = await (await DuckDBInstance.create(":memory:", { threads: "1" })).connect();
  await connection.run(sql`SET file_search_path = ${folder}`.text);

  /** The least of three runs of all these statements. */
  async function timed(ids: readonly string[], about: Omit<Question, "params" | "knownAt">): Promise<number> {
    const statements: string[] = [];
    for (const id of ids)
      statements.push(await standalone(study, await insightNamed(id), { params: {}, knownAt: null, ...about }));
    let least = Infinity;
    for (let run = 0; run < 3; run++) {
      const started = performance.now();
      for (const statement of statements) await connection.runAndReadAll(statement);
      least = Math.min(least, performance.now() - started);
    }
    return least;
  }

  const cohorts = [cohortOf(cohortUnder(60))];
  const selections = [{ ...brushed, insight: await insightNamed(brushed.insight) }];
  const others = figures.filter((id) => id !== brushed.insight);
  const times = {
    board: await timed(figures, {}),
    cohort: await timed(figures, { cohorts }),
    brush: await timed(others, { selections }),
    attrition: await timed(["attrition"], { cohorts }),
  };
  process.stdout.write(JSON.stringify(times));
} finally {
  await study.engine.close();
  rmSync(folder, { recursive: true, force: true });
}
