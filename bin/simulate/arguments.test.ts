import { expect, test } from "vitest";
import { readArguments } from "./arguments";

const given = (...args: string[]) => readArguments(args);
const good = ["--patients", "20", "--months", "6", "--seed", "7", "--out", "somewhere"];

test("what is not said has a fixed default", () => {
  expect(given(...good)).toEqual({
    run: { patients: 20, months: 6, seed: 7, out: "somewhere", format: "parquet", start: "2025-01-01" },
  });
});

test.each([
  [["--months", "6", "--seed", "7", "--out", "x"], "--patients is missing; see --help."],
  [["--patients", "many", ...good.slice(2)], "--patients takes a whole number; see --help."],
  [["--patients", "0", ...good.slice(2)], "--patients must lie between 1 and 100000; see --help."],
  [[...good, "--format", "csv"], "--format is parquet or arrow; see --help."],
  [
    [...good, "--start", "2025-02-30"],
    "--start takes a day between 1980-01-01 and 2090-12-31, written YYYY-MM-DD; see --help.",
  ],
  [[...good, "--speed", "9"], "Unknown option '--speed'; see --help."],
  [["--patients", "-3"], "Option '--patients' argument is ambiguous; see --help."],
])("%j is refused in one sentence", (args, fault) => {
  expect(given(...args)).toEqual({ fault });
});

test("help wins over everything else", () => {
  expect(given("--help")).toEqual({ help: true });
});
