import { Failed } from "../../failure";

/** What a decoder threw while it read a file, as a failure of that file. */
export function fileFailure(file: string, thrown: unknown): Failed {
  if (thrown instanceof Failed) return thrown;
  if (thrown instanceof WebAssembly.RuntimeError && !/memory/i.test(thrown.message))
    return new Failed({ kind: "file", file, fault: "corrupt", detail: "its data cannot be decoded" });
  const detail = (thrown instanceof Error ? thrown.message : String(thrown)).split("\n", 1)[0] ?? "";
  if (/not (yet )?(implemented|supported)|unsupported|unrecognized type|NYI/i.test(detail))
    return new Failed({ kind: "file", file, fault: "unsupported", detail });
  if (/NotReadable|NotFound/.test(detail)) return new Failed({ kind: "file", file, fault: "unreadable" });
  if (/allocation failed|out of memory|invalid (typed )?array length/i.test(detail))
    return new Failed({ kind: "file", file, fault: "too-large", detail });
  return new Failed({ kind: "file", file, fault: "corrupt", detail });
}

/** What is read of a file, with what is thrown meanwhile as a failure of that file. */
export async function* ofFile<T>(file: string, batches: AsyncGenerator<T>): AsyncGenerator<T> {
  try {
    yield* batches;
  } catch (thrown) {
    throw fileFailure(file, thrown);
  }
}
