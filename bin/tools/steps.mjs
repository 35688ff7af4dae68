import { readFile, rm } from "node:fs/promises";
import { needBrowser } from "./browser.mjs";
import { build } from "./build.mjs";
import { browserCounts, settled, unitCounts } from "./counts.mjs";
import { inRoot } from "./project.mjs";
import { run, tool } from "./run.mjs";

/** @typedef {import("./counts.mjs").Counts & { output: string }} Outcome */
/** @typedef {{ name: string, needs?: string, run: () => Promise<Outcome> }} Step */

/** @param {{ ok: boolean, output: string }} result */
const once = ({ ok, output }) => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: [], output });

/** @type {Record<string, string>} */
const plain = process.stdout.isTTY ? {} : { NO_COLOR: "1" };
const long = process.env["LONG"] === "1";
const budget = long ? 180 : 50;

/**
 * Runs a command within its own limit and what is left of the whole run's.
 * @param {string[]} command
 * @param {number} minutes
 * @param {Record<string, string>} [env]
 */
const limited = (command, minutes, env = {}) =>
  run(command, {
    minutes: Math.min(minutes, Math.max(budget - performance.now() / 60_000, 0.1)),
    quiet: true,
    env: { ...plain, ...env },
  });

/**
 * @param {string} name
 * @param {string[]} command
 * @returns {Step}
 */
const check = (name, command) => ({ name, run: async () => once(await limited(command, 3)) });

/**
 * @template Report
 * @param {string} report a file under .cache
 * @param {(report: Report) => import("./counts.mjs").Counts} count
 * @param {() => Promise<{ ok: boolean, output: string }>} perform
 * @returns {Promise<Outcome>}
 */
async function counted(report, count, perform) {
  const file = inRoot(".cache", report);
  await rm(file, { force: true });
  const { ok, output } = await perform();
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) return { ...settled(ok, undefined), output };
  /** @type {Report} */
  const found = JSON.parse(text);
  return { ...settled(ok, count(found)), output };
}

/** @type {Step[]} */
export const steps = [
  check("format", tool("oxfmt/bin/oxfmt", "--check", ".")),
  check("lint", tool("oxlint/bin/oxlint", "--type-aware", "--format=unix", "--report-unused-disable-directives", ".")),
  {
    name: "types",
    run: async () => {
      const routes = await limited(tool("next/dist/bin/next", "typegen"), 1);
      return once(routes.ok ? await limited(tool("typescript/bin/tsc", "--noEmit", "-p", "."), 3) : routes);
    },
  },
  check("unused", tool("knip/bin/knip.js", "--no-progress")),
  {
    name: "unit",
    run: () =>
      counted("unit.json", unitCounts, () =>
        limited(
          tool(
            "vitest/vitest.mjs",
            "run",
            "--reporter=default",
            "--reporter=json",
            "--outputFile.json=.cache/unit.json",
          ),
          long ? 60 : 20,
        ),
      ),
  },
  { name: "build", run: async () => once(await build()) },
  {
    name: "e2e",
    needs: "build",
    run: () =>
      counted("e2e.json", browserCounts, async () =>
        limited(tool("@playwright/test/cli.js", "test", "--reporter=list,json"), long ? 120 : 25, {
          RIVERGRAPH_BROWSER: await needBrowser(),
          PLAYWRIGHT_JSON_OUTPUT_FILE: inRoot(".cache", "e2e.json"),
        }),
      ),
  },
];
