import * as arrow from "apache-arrow";
import { Failed } from "../../failure";
import { describe, expect, test } from "vitest";
import { parquetFrom } from "../fixtures/parquet";
import { allRows } from "../fixtures/rows";
import { open } from "./open";

const bytesOf = async (blob: Blob) => new Uint8Array(await blob.arrayBuffer());
const parquet = () => parquetFrom("SELECT i, 'text ' || i AS s FROM range(5000) t(i)");
const table = () =>
  new arrow.Table({
    n: arrow.vectorFromArray([1, 2, 3], new arrow.Int32()),
    s: arrow.vectorFromArray(["a", "b", "c"], new arrow.Utf8()),
  });
const ipc = (form: "file" | "stream") => Uint8Array.from(arrow.tableToIPC(table(), form));

async function faultOf(bytes: BlobPart, options = {}): Promise<string> {
  try {
    await allRows(await open(new Blob([bytes]), "given.parquet", options));
    return "none";
  } catch (thrown) {
    return thrown instanceof Failed && thrown.failure.kind === "file" ? thrown.failure.fault : String(thrown);
  }
}

const faults = [
  "none",
  "empty",
  "not-a-data-file",
  "truncated",
  "encrypted",
  "corrupt",
  "too-large",
  "unsupported",
  "row-count",
];

describe("a file is refused by its content", () => {
  test("empty", async () => expect(await faultOf("")).toBe("empty"));

  test.each(["a", "patient,date\nP1,2024-01-01\n", "PA", '{"a":1}', "\u0000\u0000\u0000\u0000\u0000\u0000"])(
    "text or bytes of no known form: %j",
    async (text) => expect(await faultOf(text)).toBe("not-a-data-file"),
  );

  test("Feather version 1", async () => expect(await faultOf("FEA1 and the rest of it FEA1")).toBe("unsupported"));

  test("Parquet cut anywhere", async () => {
    const whole = await bytesOf(await parquet());
    for (const kept of [4, 11, 100, whole.length >> 1, whole.length - 9, whole.length - 1])
      expect(await faultOf(whole.slice(0, kept))).toBe("truncated");
  });

  test("an Arrow file or stream cut anywhere", async () => {
    for (const form of ["file", "stream"] as const) {
      const whole = ipc(form);
      for (let kept = form === "file" ? 8 : 9; kept < whole.length; kept += 3)
        expect(await faultOf(whole.slice(0, kept)), `${form} of ${kept} bytes`).toBe("truncated");
    }
  });

  test("Parquet with an encrypted footer, and with a footer that only says so", async () => {
    const whole = await bytesOf(await parquetFrom("SELECT 1 AS i"));
    const marked = whole.slice();
    marked.set(new TextEncoder().encode("PARE"), 0);
    marked.set(new TextEncoder().encode("PARE"), marked.length - 4);
    expect(await faultOf(marked)).toBe("encrypted");
  });

  test("Parquet whose footer lies about its length or is no footer", async () => {
    const whole = await bytesOf(await parquet());
    const length = whole.slice();
    new DataView(length.buffer).setUint32(length.length - 8, 0x7fffffff, true);
    expect(await faultOf(length)).toBe("corrupt");
    const garbage = whole.slice();
    garbage.fill(0xff, garbage.length - 300, garbage.length - 8);
    expect(["corrupt", "truncated", "row-count", "encrypted"]).toContain(await faultOf(garbage));
  });

  test("larger than memory allows, by what it says of itself", async () => {
    const whole = await bytesOf(await parquet());
    expect(await faultOf(whole, { memoryLimit: 100_000 })).toBe("too-large");
    expect(await faultOf(whole, { memoryLimit: 10_000_000 })).toBe("none");
    expect(await faultOf(ipc("file"), { memoryLimit: 10 })).toBe("too-large");
  });
});

describe("a damaged file", () => {
  const within = 20_000;

  test.each(["file", "stream"] as const)(
    "Arrow %s: any byte changed ends in rows or a sentence",
    { timeout: within },
    async (form) => {
      const whole = ipc(form);
      for (let at = 0; at < whole.length; at++)
        for (const value of [0, 0x7f, 0xff]) {
          const changed = whole.slice();
          changed[at] = value;
          expect(faults, `byte ${at} set to ${value}`).toContain(await faultOf(changed));
        }
    },
  );

  test("Parquet: any byte of the footer changed ends in rows or a sentence", { timeout: within }, async () => {
    const whole = await bytesOf(await parquetFrom("SELECT 1 AS i, 'x' AS s"));
    const footer = new DataView(whole.buffer).getUint32(whole.length - 8, true);
    for (let at = whole.length - 8 - footer; at < whole.length; at++) {
      const changed = whole.slice();
      changed[at] = 0xff;
      expect(faults, `byte ${at}`).toContain(await faultOf(changed));
    }
  });
});
