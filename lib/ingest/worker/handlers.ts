import { Failed } from "../../failure";
import { open } from "../read/open";
import type { Encoded } from "../encode/encoded";
import type { Reader } from "../read/reader";
import type { Handlers } from "./calls";

/** What the worker does: one open file and the readings of it. */
export function handlers(): Handlers {
  let reader: Reader | undefined;
  const readings = new Map<number, AsyncGenerator<Encoded>>();
  let last = 0;

  function opened(): Reader {
    if (!reader) throw new Failed({ kind: "engine", detail: "no file is open" });
    return reader;
  }

  return {
    async open(blob, name, memoryLimit, derivations) {
      reader = await open(blob, name, memoryLimit === undefined ? {} : { memoryLimit });
      for (const derivation of derivations) reader = await reader.derive(derivation);
      const { file, format, size, rows, uncompressed, columns, pieces } = reader;
      return { file, format, size, rows, uncompressed, columns, pieces };
    },
    rowsAt: async (rows) => opened().rowsAt(rows),
    without: async (mapping, erasures) => opened().without(mapping, erasures),
    async start(mapping, selection) {
      readings.set(++last, opened().encoded(mapping, { selection }));
      return last;
    },
    async next(reading) {
      const next = await readings.get(reading)?.next();
      if (next && !next.done) return next.value;
      readings.delete(reading);
      return null;
    },
    async stop(reading) {
      void readings.get(reading)?.return(undefined);
      readings.delete(reading);
      return null;
    },
  };
}
