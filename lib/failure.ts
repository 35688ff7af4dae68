/** Everything that can go wrong, the same across a worker and a network. `what` happened, `where`, and what to do `next`. */
export type Failure =
  | { kind: "cancelled" }
  | { kind: "file"; file: string; fault: FileFault; detail?: string }
  | { kind: "manifest"; file: string; manifest: string; detail: string }
  | { kind: "mapping"; file: string; detail: string }
  | { kind: "query"; detail: string; sql?: string }
  | { kind: "engine"; detail: string }
  | { kind: "memory"; detail: string }
  | { kind: "params"; insight: string; detail: string }
  | { kind: "cohort"; cohort: string; detail: string }
  | { kind: "board"; board: string; detail: string }
  | { kind: "disclosure"; detail: string }
  | { kind: "report"; detail: string }
  | { kind: "unknown-insight"; insight: string; known: string[] }
  | { kind: "empty-study" }
  | { kind: "store"; fault: StoreFault; file?: string; detail?: string };

/** What may be wrong with what is kept in this browser. */
export type StoreFault = keyof typeof storeFaults;

export type FileFault =
  | "empty"
  | "not-a-data-file"
  | "truncated"
  | "encrypted"
  | "corrupt"
  | "too-large"
  | "unsupported"
  | "unreadable"
  | "row-count";

const faults: Record<FileFault, { what: string; next: string }> = {
  empty: { what: "the file is empty", next: "Export it again and check its size." },
  "not-a-data-file": {
    what: "it is neither Parquet nor Arrow, whatever its name says",
    next: "Export it as Parquet, Arrow IPC or Feather.",
  },
  truncated: { what: "the file ends too early", next: "Copy or download it again; part of it is missing." },
  encrypted: { what: "the Parquet file is encrypted", next: "Export it without encryption." },
  corrupt: { what: "its contents contradict its own header", next: "Export it again." },
  "too-large": {
    what: "it is larger than this tab's memory",
    next: "Split it by time or patient and load part of it.",
  },
  unsupported: {
    what: "it uses a feature that cannot be read",
    next: "Export it with common settings (for instance zstd).",
  },
  unreadable: { what: "the browser may not read it", next: "Check that it still exists and that you may open it." },
  "row-count": {
    what: "the rows read differ from the count the file states",
    next: "Export it again; nothing of it was kept.",
  },
};

const storeFaults = {
  unsupported: {
    what: "This browser gives this address no private storage",
    next: "The app goes on in memory. Open it at localhost or by https to keep files.",
  },
  denied: {
    what: "The browser does not let this site keep files",
    next: "The app goes on in memory. Allow this site to store data to keep files.",
  },
  full: {
    what: "There is no room left in this browser’s storage",
    next: "The app goes on in memory. Free some disk space, or forget what is kept, and load the file again.",
  },
  evicted: {
    what: "What was kept in this browser is gone: the browser cleared it, or somebody did",
    next: "Load the file again.",
  },
  altered: {
    what: "What is kept in this browser is no longer as it was written",
    next: "Load the file again from where it came; the kept one was not used.",
  },
  passphrase: {
    what: "This is not the passphrase",
    next: "Try again. Without it, what is kept can only be forgotten and loaded anew from the original files.",
  },
  damaged: {
    what: "Part of the list of what is kept in this browser cannot be read",
    next: "What the rest of it names was opened. Load again what is missing.",
  },
  changed: {
    what: "The file changed while it was being saved",
    next: "It is open but not kept. Load it again when nothing writes to it any more.",
  },
  stopped: {
    what: "Storage in this browser stopped working",
    next: "The app goes on in memory. Load the page again to try once more.",
  },
} as const;

/** One sentence of what happened and where, and one of what to do. */
export function describe(failure: Failure): { what: string; next: string } {
  switch (failure.kind) {
    case "cancelled":
      return { what: "Cancelled.", next: "Nothing was changed." };
    case "file": {
      const { what, next } = faults[failure.fault];
      const detail = failure.detail ? ` (${failure.detail})` : "";
      return { what: `“${failure.file}” was not loaded: ${what}${detail}.`, next };
    }
    case "manifest":
      return failure.file === failure.manifest
        ? {
            what: `“${failure.manifest}” is no use as a manifest: ${failure.detail}.`,
            next: "Give it together with the files it names, as {files: [{name, sha256, rows}]}.",
          }
        : {
            what: `“${failure.file}” was not loaded: it is not the file that “${failure.manifest}” describes (${failure.detail}).`,
            next: "Copy or export it again, together with its manifest.",
          };
    case "mapping":
      return {
        what: `“${failure.file}” was not loaded: ${failure.detail}.`,
        next: "Choose which column is the patient and which the time.",
      };
    case "query":
      return {
        what: `The question could not be answered: ${failure.detail}`,
        next: "Change a parameter or report this.",
      };
    case "engine":
      return { what: `The database stopped: ${failure.detail}`, next: "It restarts by itself; ask again." };
    case "memory":
      return { what: `Out of memory: ${failure.detail}`, next: "Load fewer files, or choose a coarser question." };
    case "params":
      return {
        what: `“${failure.insight}” does not take these parameters: ${failure.detail}.`,
        next: "See ask --list.",
      };
    case "cohort":
      return {
        what: `The cohort ${failure.cohort === "" ? "" : `“${failure.cohort}” `}is not one: ${failure.detail}.`,
        next: "Change that part of it; docs/cohorts.md says what each part takes.",
      };
    case "board":
      return {
        what: `“${failure.board}” is not a board: ${failure.detail}.`,
        next: "Export a board as JSON to see what one holds.",
      };
    case "disclosure":
      return {
        what: `The counts of this report cannot be protected: ${failure.detail}.`,
        next: "Nothing left the app. Report this.",
      };
    case "report":
      return { what: `The report was not made: ${failure.detail}.`, next: "Change that part of it." };
    case "unknown-insight":
      return { what: `There is no insight “${failure.insight}”.`, next: `Known: ${failure.known.join(", ")}.` };
    case "store": {
      const { what, next } = storeFaults[failure.fault];
      const of = failure.file ? `“${failure.file}”: ${what.charAt(0).toLowerCase()}${what.slice(1)}` : what;
      return { what: `${of}${failure.detail ? ` (${failure.detail})` : ""}.`, next };
    }
    case "empty-study":
      return { what: "There is no history to ask yet.", next: "Drop a file or open the demo history." };
  }
}

/** A failure on its way up; catch it, read `failure`. */
export class Failed extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    const { what, next } = describe(failure);
    super(`${what} ${next}`);
    this.name = "Failed";
    this.failure = failure;
  }
}

/** Turns anything thrown into a failure; what is not ours becomes an engine failure with its message. */
export function failureOf(thrown: unknown): Failure {
  if (thrown instanceof Failed) return thrown.failure;
  if (thrown instanceof DOMException && thrown.name === "AbortError") return { kind: "cancelled" };
  return { kind: "engine", detail: thrown instanceof Error ? thrown.message : String(thrown) };
}
