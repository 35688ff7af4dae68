import { defineConfig } from "@playwright/test";
import { findBrowser } from "./bin/tools/browser.mjs";
import { listenable } from "./bin/tools/port.mjs";

const host = "127.0.0.1";
// Every worker reads this file again: the first to do so chooses for all.
process.env["RIVERGRAPH_E2E_PORT"] ??= String(await listenable(0, host));
process.env["RIVERGRAPH_BROWSER"] ??= await findBrowser();
const port = process.env["RIVERGRAPH_E2E_PORT"];
const executablePath = process.env["RIVERGRAPH_BROWSER"];
const address = `http://${host}:${port}`;
const long = process.env["LONG"] === "1";
// Each page compiles the database anew; to compile it well takes longer than any test has use of.
const quick = "--js-flags=--liftoff-only";

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  snapshotPathTemplate: "e2e/pictures/{arg}{ext}",
  // What takes longer than fifteen minutes allow: files named so, and tests tagged so.
  ...(!long && { testIgnore: "**/*.long.spec.ts", grepInvert: /@long/ }),
  workers: 2,
  fullyParallel: true,
  forbidOnly: Boolean(process.env["CI"]),
  timeout: 120_000,
  expect: { timeout: 20_000 },
  use: {
    baseURL: address,
    timezoneId: "Asia/Kolkata",
    locale: "en-GB",
    contextOptions: { reducedMotion: "reduce" },
    screenshot: "only-on-failure",
    trace: "off",
    // Nothing that a person presses takes longer to be there, and a test that waits for it in vain holds up the others.
    actionTimeout: 60_000,
  },
  projects: [
    {
      name: "chromium",
      use: { browserName: "chromium", launchOptions: { args: [quick], ...(executablePath && { executablePath }) } },
    },
  ],
  webServer: {
    command: `node node_modules/next/dist/bin/next start --port ${port} --hostname ${host}`,
    url: address,
    reuseExistingServer: false,
    timeout: 60_000,
  },
});
