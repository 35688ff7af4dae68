import { Failed, type Failure } from "../../failure";
import type { Derivation, Reader } from "../read/reader";
import type { WriteParquet } from "../read/parquet/write";
import type { OpenOptions } from "../read/open";
import { inTurn, sharesFor } from "../read/shares";
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

const spares: Worker[] = [];

/** A large file is read by so many. */
const readers = 2;

/** Resolves once the worker is ready, or gone. */
function prepareOne(sample: Blob): Promise<void> {
  const worker = newWorker();
  spares.push(worker);
  const prepare: Request<FileCalls, "prepare"> = { id: 0, call: "prepare", args: [sample] };
  worker.postMessage(prepare, []);
  return new Promise((resolve) => {
    worker.addEventListener("message", () => resolve(), { once: true });
    worker.addEventListener("error", () => {
      const place = spares.indexOf(worker);
      if (place >= 0) spares.splice(place, 1);
      resolve();
    });
  });
}

/** Starts workers for the next file before there is one, and has them read a sample; one that is taken before it is ready opens its file afterwards. */
export async function prepareReaders(sample: Blob): Promise<void> {
  for (let held = spares.length; held < readers; held++) await prepareOne(sample);
}

const takeWorker = (): Worker => spares.shift() ?? newWorker();

type Lease = { connection: Connection<FileCalls>; description: Promise<Description> };
type Use = Lease & { release(failed: boolean): void };

/** A worker of one file: started on demand, ended when idle, after a failure and on close. */
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
  const second = leases(blob, name, derivations, memoryLimit);

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
    by: typeof workers,
    signal: AbortSignal | undefined,
    start: (of: Connection<FileCalls>) => Promise<number>,
    nextOf: (of: Connection<FileCalls>, reading: number) => Promise<T | null>,
  ): AsyncGenerator<T> {
    const { connection, description: opened, release } = by.use();
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

  function close(): void {
    workers.close();
    second.close();
  }

  const description = await once(async (_, opened) => opened);
  return {
    ...description,
    without: (mapping, erasures) => once(({ connection }) => connection.call("without", mapping, erasures)),
    rowsAt: (rows) => once(({ connection }) => connection.call("rowsAt", rows)),
    encoded(mapping, { selection = everything, share, signal } = {}) {
      const shares = share ? [share] : sharesFor(description.pieces, mapping, selection, memoryLimit);
      const readings = shares.map((one) =>
        reading(
          one.nth === 0 ? workers : second,
          signal,
          ({ call }) => call("start", mapping, selection, one),
          ({ call }, number) => call("next", number),
        ),
      );
      return inTurn(readings);
    },
    worded: (ref, { pieces, signal } = {}) =>
      reading(
        workers,
        signal,
        ({ call }) => call("startWords", ref, pieces),
        ({ call }, number) => call("nextWords", number),
      ),
    derive: (derivation) => {
      close();
      return openDerived(blob, name, [...derivations, derivation], memoryLimit === undefined ? {} : { memoryLimit });
    },
    close,
  };
}

/** Opens a file in a worker of its own, a large one in two that take turns, each at most two batches ahead of the reading. Abort and close end the worker at once; its crash or hang is a failure. */
export const openInWorker = (file: Blob, name: string, options: OpenOptions = {}): Promise<Reader> =>
  openDerived(file, name, [], options);

const writing: Endings = {
  patience: 60_000,
  hung: { kind: "engine", detail: "writing the file does not come to an end" },
  crashed: (detail) => ({ kind: "engine", detail: detail ?? "the worker that writes the file stopped" }),
};

/** Writes a Parquet file in a worker of its own. */
export const writeInWorker: WriteParquet = async (streams, groupRows, none) => {
  const { call, close } = connect<FileCalls>(takeWorker(), writing);
  try {
    await call("startWrite", groupRows, none);
    for (let next = await streams.next(); !next.done; next = await streams.next()) await call("write", next.value);
    return await call("finishWrite");
  } finally {
    close();
  }
};
