import { Failed, type Failure } from "../../failure";
import type { Derivation, Reader } from "../read/reader";
import type { OpenOptions } from "../read/open";
import { everything } from "../subset/subset";
import { connect, type Connection, type Endings } from "../../worker/connect";
import type { Request } from "../../worker/protocol";
import type { Description, FileCalls } from "./calls";

const ahead = 2;

/** A worker without work is let go after so long (milliseconds) and started again when it is needed. */
const idle = 2_000;

const corrupt = (file: string, detail: string): Failure => ({ kind: "file", file, fault: "corrupt", detail });

const endings = (file: string): Endings => ({
  patience: 60_000,
  hung: corrupt(file, "reading it does not come to an end"),
  crashed: (detail) => corrupt(file, detail ?? "the worker that reads it stopped"),
});

const newWorker = () => new Worker(new URL("./reader.worker.ts", import.meta.url), { type: "module" });

let spare: Worker | null = null;

/** Starts a worker for the next file before there is one. */
export function prepareReader(): void {
  if (spare) return;
  const worker = newWorker();
  worker.addEventListener("error", () => {
    if (spare === worker) spare = null;
  });
  spare = worker;
  const prepare: Request<FileCalls, "prepare"> = { id: 0, call: "prepare", args: [] };
  worker.postMessage(prepare, []);
}

function takeWorker(): Worker {
  const worker = spare ?? newWorker();
  spare = null;
  return worker;
}

type Lease = { connection: Connection<FileCalls>; description: Promise<Description> };
type Use = Lease & { release(failed: boolean): void };

/** Workers of one file, one at a time: started on demand, ended when idle, after a failure and on close. */
function leases(blob: Blob, name: string, derivations: readonly Derivation[], memoryLimit: number | undefined) {
  let lease: Lease | undefined;
  let users = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let ended = false;

  function end(): void {
    clearTimeout(timer);
    lease?.connection.close();
    lease = undefined;
  }

  return {
    use(): Use {
      if (ended) throw new Failed({ kind: "cancelled" });
      clearTimeout(timer);
      if (!lease || lease.connection.closed) {
        const connection = connect<FileCalls>(takeWorker(), endings(name));
        lease = { connection, description: connection.call("open", blob, name, memoryLimit, derivations) };
      }
      users++;
      return {
        ...lease,
        release(failed) {
          users--;
          if (failed) end();
          else if (users === 0) timer = setTimeout(end, idle);
        },
      };
    },
    close() {
      ended = true;
      end();
    },
  };
}

/** Rejects as soon as the signal aborts, whatever the worker does meanwhile. */
function abortable<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const cancel = () => reject(new Failed({ kind: "cancelled" }));
    if (signal.aborted) cancel();
    signal.addEventListener("abort", cancel, { once: true });
    void work.then(resolve, reject).finally(() => signal.removeEventListener("abort", cancel));
  });
}

async function openDerived(
  blob: Blob,
  name: string,
  derivations: readonly Derivation[],
  { memoryLimit }: OpenOptions,
): Promise<Reader> {
  const workers = leases(blob, name, derivations, memoryLimit);

  async function once<T>(work: (use: Use, description: Description) => Promise<T>): Promise<T> {
    const use = workers.use();
    let failed = true;
    try {
      const result = await work(use, await use.description);
      failed = false;
      return result;
    } finally {
      use.release(failed);
    }
  }

  /** Batches of a reading, at most two ahead of who takes them. */
  async function* reading<T>(
    signal: AbortSignal | undefined,
    start: (of: Connection<FileCalls>) => Promise<number>,
    nextOf: (of: Connection<FileCalls>, reading: number) => Promise<T | null>,
  ): AsyncGenerator<T> {
    const { connection, description: opened, release } = workers.use();
    const asked: Promise<T | null>[] = [];
    let failed = true;
    try {
      await abortable(opened, signal);
      const number = await abortable(start(connection), signal);
      const ask = () => {
        const next = nextOf(connection, number);
        next.catch(() => undefined);
        asked.push(next);
      };
      try {
        for (let i = 0; i < ahead; i++) ask();
        for (let next = asked.shift(); next; next = asked.shift()) {
          const batch = await abortable(next, signal);
          if (!batch) break;
          yield batch;
          ask();
        }
        failed = false;
      } finally {
        connection.call("stop", number).catch(() => undefined);
      }
    } finally {
      release(failed);
    }
  }

  const description = await once(async (_, opened) => opened);
  return {
    ...description,
    without: (mapping, erasures) => once(({ connection }) => connection.call("without", mapping, erasures)),
    rowsAt: (rows) => once(({ connection }) => connection.call("rowsAt", rows)),
    encoded: (mapping, { selection = everything, signal } = {}) =>
      reading(
        signal,
        ({ call }) => call("start", mapping, selection),
        ({ call }, number) => call("next", number),
      ),
    worded: (ref, { pieces, signal } = {}) =>
      reading(
        signal,
        ({ call }) => call("startWords", ref, pieces),
        ({ call }, number) => call("nextWords", number),
      ),
    derive: (derivation) => {
      workers.close();
      return openDerived(blob, name, [...derivations, derivation], memoryLimit === undefined ? {} : { memoryLimit });
    },
    close: () => workers.close(),
  };
}

/** Opens a file in a worker of its own, at most two batches ahead of the reading. Abort and close end the worker at once; its crash or hang is a failure. */
export const openInWorker = (file: Blob, name: string, options: OpenOptions = {}): Promise<Reader> =>
  openDerived(file, name, [], options);
