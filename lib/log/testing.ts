import { decode } from "../engine/decode";
import type { Engine } from "../engine/engine";
import { nodeEngine } from "../engine/node/engine";
import { bootInNode } from "../engine/wasm/boot-node";
import { wasmEngine } from "../engine/wasm/engine";
import { open } from "../ingest/read/open";
import { id, sql } from "../sql";
import { dropAll } from "./drop-all";
import { ingest, type Ingested, type IngestOptions, type Source } from "./ingest";
import { openStudy, type Study } from "./study";

/** Databases in WebAssembly that were closed, and hold nothing. */
const idle: Engine[] = [];

/** One that was closed before, where there is one: to compile it anew for each file of tests took a sixth of their time. One that does not answer any more is not taken again. */
async function reusedWasm(): Promise<Engine> {
  const engine = idle.pop() ?? (await wasmEngine(bootInNode));
  return {
    ...engine,
    async close() {
      try {
        await dropAll(engine);
        idle.push(engine);
      } catch {
        await engine.close();
      }
    },
  };
}

/** Both databases, the browser's WebAssembly among them, as tests open them: of one thread each, since test files already share the processors. With several, what has to be the same either way is asked where both engines are compared. */
export const engines: Readonly<Record<Engine["name"], () => Promise<Engine>>> = {
  wasm: reusedWasm,
  node: () => nodeEngine({ threads: 1 }),
};

/** Engines on which a property is tried, and how often on each. */
export const tried = [
  ["node", engines.node, 100],
  ["wasm", engines.wasm, 2],
] as const;

const tables = sql`SELECT database_name AS db, table_name AS name FROM duckdb_tables() ORDER BY ALL`;

/** An engine that tests share, without anything that it held; it stays open for the next. */
export async function bare(engine: Engine): Promise<Engine> {
  await dropAll(engine);
  return { ...engine, close: async () => undefined };
}

/** An empty study in an engine that tests share: whatever it held is dropped. */
export const emptied = async (engine: Engine): Promise<Study> => openStudy(await bare(engine));

/** Rows of every table of the engine, by name. */
export async function tableCounts(engine: Engine): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { db, name } of decode(await engine.query(tables), { db: "text", name: "text" })) {
    const [row] = decode(
      await engine.query(sql`SELECT count(*)::BIGINT AS n FROM ${id(db ?? "", "main", name ?? "")}`),
      { n: "integer" },
    );
    counts[`${db}.${name}`] = row?.n ?? 0;
  }
  return counts;
}

/** What stands for all that a log says and how it came to. */
export const stateOf = ({ digest, events, patients, now, segments }: Study) => ({
  digest,
  events,
  patients,
  now,
  conflicts: segments.reduce((sum, { counts }) => sum + counts.conflicts, 0),
});

/** Ingests files as the app does, mappings recognised where none is given. */
export const load = (
  study: Study,
  sources: readonly Source[],
  options: Partial<IngestOptions> = {},
): Promise<Ingested> => ingest(study, sources, { open: (source) => open(source.blob, source.name), ...options });

/** Ingests files that must all load. */
export async function loaded(
  study: Study,
  sources: readonly Source[],
  options: Partial<IngestOptions> = {},
): Promise<Study> {
  const { study: next, refused, unmapped } = await load(study, sources, options);
  const left = [
    ...refused.map(({ file, failure }) => `${file}: ${JSON.stringify(failure)}`),
    ...unmapped.map(({ file, missing }) => `${file} lacks ${missing.join()}`),
  ];
  if (left.length > 0) throw new Error(left.join("; "));
  return next;
}

/** Every row of a file, its values as text. */
export async function textRowsOf({ name, blob }: Source): Promise<Readonly<Record<string, string | null>>[]> {
  const reader = await open(blob, name);
  const rows = await reader.rowsAt(Array.from({ length: reader.rows ?? 0 }, (_, i) => i));
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([column, cell]) => [
        column,
        cell === null ? null : typeof cell === "object" ? JSON.stringify(cell) : String(cell),
      ]),
    ),
  );
}
