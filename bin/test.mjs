import { mkdir } from "node:fs/promises";
import { parseArgs } from "node:util";
import { install } from "./tools/install.mjs";
import { inRoot } from "./tools/project.mjs";
import { steps } from "./tools/steps.mjs";

const { values } = parseArgs({ options: { only: { type: "string" } } });

function chosen() {
  const names = values.only?.split(",");
  const unknown = names?.find((name) => !steps.some((step) => step.name === name));
  if (unknown !== undefined)
    throw new Error(`There is no step “${unknown}”; known: ${steps.map(({ name }) => name).join(", ")}.`);
  if (!names) return steps;
  const needed = steps.filter(({ name }) => names.includes(name)).map(({ needs }) => needs);
  return steps.filter(({ name }) => names.includes(name) || needed.includes(name));
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
  return step.run().catch((error) => ({ passed: 0, failed: 1, skipped: [], output: `${error.message}\n` }));
}

async function test() {
  const plan = chosen();
  await install();
  await mkdir(inRoot(".cache"), { recursive: true });
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

await test().catch((error) => {
  console.error(error.message);
  console.log("0 passed, 1 failed");
  process.exitCode = 1;
});
