import { type BrowserContext, expect, type Page } from "@playwright/test";
import { figure, openDemo } from "./history";
import { expectUnseen, test as base } from "./test";
import { type Watch, watch } from "./watch";

type Opened = { context: BrowserContext; page: Page; seen: Watch };

/** Goes where an address leads as a link of the app does, so that what is open stays open. */
export async function visit(page: Page, address: string): Promise<void> {
  await page.evaluate((given) => {
    const next: unknown = Reflect.get(window, "next");
    const router: unknown = typeof next === "object" && next !== null ? Reflect.get(next, "router") : null;
    const push: unknown = typeof router === "object" && router !== null ? Reflect.get(router, "push") : null;
    if (typeof push !== "function") throw new Error("the app's router is not where it was");
    Reflect.apply(push, router, [given]);
  }, address);
  await page.waitForURL((url) => `${url.pathname}${url.search}${url.hash}`.startsWith(address));
}

/** The page as somebody finds it who has just opened the demo history. */
async function renew({ page, seen }: Opened): Promise<void> {
  for (const found of Object.values(seen)) found.length = 0;
  await page.emulateMedia({ colorScheme: null, media: null, reducedMotion: "reduce" });
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.mouse.move(0, 0);
  // What a view held goes with it, and what is remembered is not there when the next one looks.
  await visit(page, "/data");
  await expect(page.getByRole("region", { name: "Files and their rows" })).toBeVisible();
  await page.evaluate(() => {
    localStorage.clear();
    sessionStorage.clear();
  });
  await visit(page, "/insights/adherence-over-time");
  await figure(page);
}

/**
 * The test of what only asks: the demo history is opened once for all such tests of a worker, since to open it takes longer than most of them do.
 * Whatever changes what is held (rules, marks, boards, files) opens its own with ./test.
 */
export const test = base.extend<object, { opened: Opened }>({
  opened: [
    async ({ browser }, use, { project }) => {
      const { baseURL, timezoneId, locale, contextOptions } = project.use;
      const context = await browser.newContext({
        ...contextOptions,
        ...(baseURL !== undefined && { baseURL }),
        ...(timezoneId !== undefined && { timezoneId }),
        ...(locale !== undefined && { locale }),
      });
      const seen = await watch(context, new URL(baseURL ?? "").origin);
      const page = await context.newPage();
      await openDemo(page);
      await use({ context, page, seen });
      await context.close();
    },
    { scope: "worker", timeout: 120_000 },
  ],
  context: ({ opened }, provide) => provide(opened.context),
  page: async ({ opened }, provide) => {
    await renew(opened);
    await provide(opened.page);
  },
  seen: async ({ opened: { seen } }, provide) => {
    await provide(seen);
    expectUnseen(seen);
  },
});

export { expect } from "./test";
