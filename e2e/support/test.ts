import { test as base, expect } from "@playwright/test";
import { holding } from "../../bin/holding";
import { type Watch, watch } from "./watch";

/** What this worker asks the command about. */
export const histories = holding();

/** Nothing asked another origin, broke the policy or wrote an error to the console. */
export function expectUnseen(seen: Watch): void {
  expect(seen.foreign, "requests to another origin").toEqual([]);
  expect(seen.violations, "violations of the content security policy").toEqual([]);
  expect(seen.errors, "errors on the console").toEqual([]);
}

/** Playwright's test, failing whenever anything asks another origin, breaks the policy or writes an error to the console. */
export const test = base.extend<{ seen: Watch }, { held: typeof histories }>({
  held: [
    async ({ browser }, use) => {
      browser.once("disconnected", () => void histories.close());
      await use(histories);
    },
    { scope: "worker", auto: true },
  ],
  seen: [
    async ({ context, baseURL }, use) => {
      const seen = await watch(context, new URL(baseURL ?? "").origin);
      await use(seen);
      expectUnseen(seen);
    },
    { auto: true },
  ],
});

export { expect };
