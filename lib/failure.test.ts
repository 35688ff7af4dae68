import { expect, test } from "vitest";
import { describe as told, Failed, failureOf, type Failure, type FileFault, type StoreFault } from "./failure";

const faults: readonly FileFault[] = [
  "empty",
  "not-a-data-file",
  "truncated",
  "encrypted",
  "corrupt",
  "too-large",
  "unsupported",
  "unreadable",
  "row-count",
];
const storeFaults: readonly StoreFault[] = [
  "unsupported",
  "denied",
  "full",
  "evicted",
  "altered",
  "passphrase",
  "damaged",
  "changed",
  "stopped",
];
const failures: readonly Failure[] = [
  { kind: "cancelled" },
  ...faults.map((fault) => ({ kind: "file", file: "history.parquet", fault }) as const),
  { kind: "manifest", file: "history.parquet", manifest: "manifest.json", detail: "its SHA-256 differs" },
  { kind: "manifest", file: "manifest.json", manifest: "manifest.json", detail: "it lists nothing" },
  { kind: "mapping", file: "history.parquet", detail: "no time" },
  { kind: "query", detail: "no such column" },
  { kind: "engine", detail: "it was closed" },
  { kind: "memory", detail: "3.1 GiB used" },
  { kind: "params", insight: "retention", detail: "unit: wrong" },
  { kind: "cohort", cohort: "women", detail: "name: too small" },
  { kind: "disclosure", detail: "“retained” is not the sum of its parts" },
  { kind: "unknown-insight", insight: "x", known: ["retention"] },
  { kind: "empty-study" },
  ...storeFaults.map((fault) => ({ kind: "store", fault }) as const),
];

test("every failure says what happened and what to do next, each differently", () => {
  const all = failures.map((failure) => told(failure));
  for (const { what, next } of all) {
    expect(what.length).toBeGreaterThan(5);
    expect(next).toMatch(/\.$/);
  }
  expect(new Set(all.map(({ what }) => what)).size).toBe(failures.length);
});

test("a file's failure names the file, its fault and its detail", () => {
  expect(told({ kind: "file", file: "a.parquet", fault: "truncated", detail: "footer missing" }).what).toBe(
    "“a.parquet” was not loaded: the file ends too early (footer missing).",
  );
});

test("a failure survives being thrown, and what is not ours becomes one", () => {
  for (const failure of failures) expect(failureOf(new Failed(failure))).toBe(failure);
  expect(failureOf(new DOMException("stopped", "AbortError"))).toEqual({ kind: "cancelled" });
  expect(failureOf(new Error("boom"))).toEqual({ kind: "engine", detail: "boom" });
  expect(failureOf("boom")).toEqual({ kind: "engine", detail: "boom" });
});
