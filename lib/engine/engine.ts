import type { Sql } from "../sql";
import type { Dialect } from "./dialect";
import type { Place } from "./queue";

/** Whether rows go to a table that is there: of the scratch database, or of the log's. */
export type Append = { append?: boolean | "log" };

/** One database behind one seam; results cross it as Arrow IPC stream bytes. */
export type Engine = {
  readonly name: "wasm" | "node";
  readonly dialect: Dialect;
  /** Runs one statement; what is urgent goes before what waits, what is in the background after it. Resolves to an Arrow IPC stream (end marker included). Throws Failed: cancelled, query, memory, engine. */
  query(statement: Sql, options?: Place): Promise<Uint8Array>;
  /** Creates `table` from one Arrow IPC stream, or appends to it column by column in their order, and resolves to the rows that it has then. Refuses a stream without its end marker. */
  insert(table: string, stream: Uint8Array, options?: { signal?: AbortSignal } & Append): Promise<number>;
  /** Several statements as one turn: nobody else's query runs between them. `work` is given this engine for that turn. */
  exclusive<T>(work: (engine: Engine) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};
