import { mkdir } from "node:fs/promises";
import { parseArgs } from "node:util";
import { install } from "./tools/install.mjs";
import { inRoot, sentence } from "./tools/project.mjs";
import { steps } from "./tools/steps.mjs";

const { values } = parseArgs({ options: { only: { type: "string" } } });

/** The steps asked for, and what they need. */
function chosen() {
  if (values.only === undefined) return steps;
  const named = values.only.split(",").map((name) => {
    const step = steps.find((one) => one.name === name);
    if (!step) throw new Error(`There is no step “${name}”; known: ${steps.map((one) => one.name).join(", ")}.`);
    return step;
  });
  const wanted = new Set(named.flatMap(({ name, needs }) => [name, needs]));
  return steps.filter(({ name }) => wanted.has(name));
}

/**
 * @param {import("./tools/steps.mjs").Step} step
 * @param {Set<string>} broken
 * @returns {Promise<import("./tools/steps.mjs").Outcome>}
 */
async function take(step, broken) {
  if (step.needs && broken.has(step.needs)) {
    return { passed: 0, failed: 1, skipped: [], output: `Not run, since ${step.needs} failed.\n` };
  }
  return step
    .run()
    .catch((/** @type {unknown} */ error) => ({ passed: 0, failed: 1, skipped: [], output: `${sentence(error)}\n` }));
}

async function test() {
  const plan = chosen();
  await install();
  await mkdir(inRoot(".cache"), { recursive: true });
  /** @type {Set<string>} */
  const broken = new Set();
  const sum = { passed: 0, failed: 0 };
  for (const step of plan) {
    const begun = performance.now();
    const { passed, failed, skipped, output } = await take(step, broken);
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    if (failed) {
      broken.add(step.name);
      console.log(output);
    }
    console.log(`${failed ? "✗" : "✓"} ${step.name}  ${passed} passed, ${failed} failed  ${seconds} s`);
    for (const name of skipped) console.log(`  skipped: ${name}`);
    sum.passed += passed;
    sum.failed += failed;
  }
  console.log(`${sum.passed} passed, ${sum.failed} failed`);
  process.exitCode = sum.failed ? 1 : 0;
}

await test().catch((/** @type {unknown} */ error) => {
  console.error(sentence(error));
  console.log("0 passed, 1 failed");
  process.exitCode = 1;
});
