import { expect, test } from "vitest";
import { browserCounts, settled, unitCounts } from "./counts.mjs";

const unit = (status: string, assertions: string[]) => ({
  status,
  assertionResults: assertions.map((outcome, i) => ({ status: outcome, fullName: `test ${i}` })),
});

test("unit tests are counted, skipped ones named", () => {
  const report = {
    numPassedTests: 1,
    numFailedTests: 1,
    testResults: [unit("failed", ["passed", "failed", "skipped"])],
  };
  expect(unitCounts(report)).toEqual({ passed: 1, failed: 1, skipped: ["test 2"] });
});

test("a unit test file that cannot be loaded counts as a failure", () => {
  const report = { numPassedTests: 0, numFailedTests: 0, testResults: [unit("failed", [])] };
  expect(unitCounts(report).failed).toBe(1);
});

test("browser tests are counted: a flaky one and an error outside a test have failed", () => {
  const spec = (title: string, status: string) => ({ title, tests: [{ status }] });
  const report = {
    stats: { expected: 4, unexpected: 1, flaky: 1 },
    errors: [{}],
    suites: [
      { title: "a.spec.ts", suites: [{ title: "group", specs: [spec("later", "skipped"), spec("now", "expected")] }] },
    ],
  };
  expect(browserCounts(report)).toEqual({ passed: 4, failed: 3, skipped: ["group › later"] });
});

test.each([
  ["a crash without a report", false, undefined, 1],
  ["a crash after tests that passed", false, { passed: 3, failed: 0, skipped: [] }, 1],
  ["a run of no tests", true, { passed: 0, failed: 0, skipped: [] }, 1],
  ["a run with failures", false, { passed: 3, failed: 2, skipped: [] }, 2],
  ["a run without", true, { passed: 3, failed: 0, skipped: [] }, 0],
])("%s: %#", (_name, ok, counts, failed) => {
  expect(settled(ok, counts).failed).toBe(failed);
});
