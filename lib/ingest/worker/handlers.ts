import { Failed } from "../../failure";
import { rehearse } from "./rehearse";
import { open } from "../read/open";
import type { Encoded } from "../encode/encoded";
import type { Reader } from "../read/reader";
import type { Handlers } from "../../worker/protocol";
import { parquetOf } from "../read/parquet/write";
import type { Worded } from "../read/worded";
import type { FileCalls } from "./calls";

async function nextOf<T>(of: Map<number, AsyncGenerator<T>>, reading: number): Promise<T | null> {
  const next = await of.get(reading)?.next();
  if (next && !next.done) return next.value;
  of.delete(reading);
  return null;
}

type Writing = { into: WritableStreamDefaultWriter<Uint8Array>; written: Promise<Blob> };

async function* valuesOf<T>(reader: ReadableStreamDefaultReader<T>): AsyncGenerator<T> {
  for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
}

/** What the worker does: one open file and the readings of it, or one that is written. */
export function handlers(): Handlers<FileCalls> {
  let reader: Reader | undefined;
  const readings = new Map<number, AsyncGenerator<Encoded>>();
  const wordings = new Map<number, AsyncGenerator<Worded>>();
  let writing: Writing | undefined;
  let last = 0;

  function opened(): Reader {
    if (!reader) throw new Failed({ kind: "engine", detail: "no file is open" });
    return reader;
  }

  function started(): Writing {
    if (!writing) throw new Failed({ kind: "engine", detail: "no file is being written" });
    return writing;
  }

  return {
    async prepare(sample) {
      await rehearse(sample);
      return null;
    },
    async open(blob, name, memoryLimit, derivations) {
      reader = await open(blob, name, memoryLimit === undefined ? {} : { memoryLimit });
      for (const derivation of derivations) reader = await reader.derive(derivation);
      const { file, format, size, rows, uncompressed, columns, pieces } = reader;
      return { file, format, size, rows, uncompressed, columns, pieces };
    },
    rowsAt: async (rows) => opened().rowsAt(rows),
    without: async (mapping, erasures) => opened().without(mapping, erasures),
    async start(mapping, selection, share) {
      readings.set(++last, opened().encoded(mapping, { selection, share }));
      return last;
    },
    next: (reading) => nextOf(readings, reading),
    async startWords(ref, pieces) {
      wordings.set(++last, opened().worded(ref, pieces ? { pieces } : {}));
      return last;
    },
    nextWords: (reading) => nextOf(wordings, reading),
    async startWrite(groupRows, none) {
      const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
      const written = parquetOf(valuesOf(readable.getReader()), groupRows, none);
      written.catch(() => undefined);
      writing = { into: writable.getWriter(), written };
      return null;
    },
    async write(stream) {
      await Promise.race([started().into.write(stream), started().written]);
      return null;
    },
    async finishWrite() {
      void started().into.close();
      return started().written;
    },
    async stop(reading) {
      void readings.get(reading)?.return(undefined);
      void wordings.get(reading)?.return(undefined);
      readings.delete(reading);
      wordings.delete(reading);
      return null;
    },
  };
}
