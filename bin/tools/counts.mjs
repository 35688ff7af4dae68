/** @typedef {{ passed: number, failed: number, skipped: string[] }} Counts */

/** @typedef {{ numPassedTests: number, numFailedTests: number, testResults: { status: string, assertionResults: { status: string, fullName: string }[] }[] }} UnitReport */

/**
 * Of vitest's JSON report. A file that could not even be loaded counts as one failure.
 * @param {UnitReport} report
 * @returns {Counts}
 */
export function unitCounts({ numPassedTests, numFailedTests, testResults }) {
  const unloadable = testResults.filter(
    ({ status, assertionResults }) => status === "failed" && !assertionResults.length,
  );
  return {
    passed: numPassedTests,
    failed: numFailedTests + unloadable.length,
    skipped: testResults.flatMap(({ assertionResults }) =>
      assertionResults
        .filter(({ status }) => status !== "passed" && status !== "failed")
        .map(({ fullName }) => fullName),
    ),
  };
}

/** @typedef {{ title: string, specs?: { title: string, tests: { status: string }[] }[], suites?: Suite[] }} Suite */
/** @typedef {{ stats: { expected: number, unexpected: number, flaky: number }, errors: unknown[], suites: Suite[] }} BrowserReport */

/**
 * @param {Suite} suite
 * @returns {string[]}
 */
const skippedIn = ({ title, specs = [], suites = [] }) => [
  ...specs
    .filter(({ tests }) => tests.some(({ status }) => status === "skipped"))
    .map((spec) => `${title} › ${spec.title}`),
  ...suites.flatMap(skippedIn),
];

/**
 * Of Playwright's JSON report. A test that passed only when repeated has failed; so has each error outside a test.
 * @param {BrowserReport} report
 * @returns {Counts}
 */
export const browserCounts = ({ stats, errors, suites }) => ({
  passed: stats.expected,
  failed: stats.unexpected + stats.flaky + errors.length,
  skipped: suites.flatMap(skippedIn),
});

/**
 * What a runner's report and its exit say together: neither a crash nor an empty run can pass.
 * @param {boolean} ok whether the runner exited well
 * @param {Counts | undefined} counts
 * @returns {Counts}
 */
export function settled(ok, counts) {
  const { passed, failed, skipped } = counts ?? { passed: 0, failed: 0, skipped: [] };
  const silent = failed === 0 && (!ok || passed === 0);
  return { passed, failed: silent ? 1 : failed, skipped };
}
