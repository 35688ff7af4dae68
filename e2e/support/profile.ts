import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium } from "@playwright/test";
import { test as base } from "./test";

type Options = NonNullable<Parameters<typeof chromium.launchPersistentContext>[1]>;

/** A browser with a profile of its own on the disk, as a person's is: a private window would keep its files in memory. */
export async function withProfile(
  { preferences, ...options }: Options & { preferences?: object },
  work: (context: BrowserContext) => Promise<void>,
): Promise<void> {
  const profile = mkdtempSync(join(tmpdir(), "rivergraph-profile-"));
  if (preferences) {
    mkdirSync(join(profile, "Default"));
    writeFileSync(join(profile, "Default", "Preferences"), JSON.stringify(preferences));
  }
  const executablePath = process.env["RIVERGRAPH_BROWSER"];
  const context = await chromium.launchPersistentContext(profile, {
    timezoneId: "Asia/Kolkata",
    locale: "en-GB",
    ...(executablePath && { executablePath }),
    ...options,
  });
  try {
    await work(context);
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

/** Playwright's test in such a browser. */
export const test = base.extend({
  context: async ({ baseURL }, use) => withProfile(baseURL ? { baseURL } : {}, use),
});

export { expect } from "./test";
