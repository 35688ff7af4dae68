import type { BrowserContext, Page } from "@playwright/test";
import { choose, figure, openFiles, savedCsv } from "./support/history";
import { cutShort, dispensed, flipBit, privateFiles, reopened } from "./support/kept";
import { expect, test, withProfile } from "./support/profile";

/** Leaves the app for a page of this origin on which it does not run, so that nothing holds the journal. */
async function leave(page: Page, context: BrowserContext): Promise<void> {
  await context.route("**/outside", (route) => route.fulfill({ contentType: "text/html", body: "<title>out</title>" }));
  await page.goto("/outside");
}

test("where there is no room the app says so and goes on in memory, and what was kept before stays", async ({
  page,
  context,
}) => {
  test.slow();
  await page.goto("/");
  await choose(page, [await dispensed("small.parquet", 0)]);
  await expect(page.getByText("Kept in this browser.")).toBeVisible({ timeout: 90_000 });
  const session = await context.newCDPSession(page);
  const origin = new URL(page.url()).origin;
  await session.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 1_000_000 });
  await page.getByRole("link", { name: "Data", exact: true }).click();
  await choose(page, [await dispensed("large.parquet", 1, 100, 6000)]);
  await expect(page.getByText("There is no room left in this browser’s storage")).toBeVisible({ timeout: 90_000 });
  await expect(page.getByRole("heading", { level: 1, name: /200 events/ })).toBeVisible();
  await page.getByRole("link", { name: "Over time" }).click();
  expect((await savedCsv(page)).length).toBeGreaterThan(1);
  await session.send("Storage.overrideQuotaForOrigin", { origin });
  expect([...(await reopened(page)).keys()]).toEqual(["small.parquet"]);
  expect((await privateFiles(page)).filter((path) => path.includes("/segments/"))).toHaveLength(1);
});

test("a journal that was cut off opens with what stands before the cut", async ({ page, context }) => {
  test.slow();
  await page.goto("/");
  await choose(page, [await dispensed("one.parquet", 0), await dispensed("two.parquet", 1)]);
  await expect(page.getByText("Kept in this browser.")).toHaveCount(2, { timeout: 90_000 });
  await leave(page, context);
  const journal = (await privateFiles(page)).find((path) => path.endsWith("/journal")) ?? "";
  await cutShort(page, journal, 0.9);
  expect(await reopened(page)).toEqual(new Map([["one.parquet", 100]]));
});

test("a damaged journal is told, and what its other lines name opens", async ({ page, context }) => {
  test.slow();
  await page.goto("/");
  await choose(page, [await dispensed("one.parquet", 0), await dispensed("two.parquet", 1)]);
  await expect(page.getByText("Kept in this browser.")).toHaveCount(2, { timeout: 90_000 });
  await leave(page, context);
  const journal = (await privateFiles(page)).find((path) => path.endsWith("/journal")) ?? "";
  await flipBit(page, journal, 400);
  await page.goto("/data");
  await expect(page.getByText("Part of the list of what is kept in this browser cannot be read")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: /100 events/ })).toBeVisible({ timeout: 90_000 });
});

test("files that the browser cleared are told", async ({ page, context }) => {
  test.slow();
  await page.goto("/");
  await choose(page, [await dispensed("one.parquet", 0)]);
  await expect(page.getByText("Kept in this browser.")).toBeVisible({ timeout: 90_000 });
  await leave(page, context);
  const session = await context.newCDPSession(page);
  const { origin } = new URL(page.url());
  await session.send("Storage.clearDataForOrigin", { origin, storageTypes: "file_systems,cache_storage,indexeddb" });
  await page.goto("/");
  await expect(page.getByText("What was kept in this browser is gone")).toBeVisible();
  await expect(page.getByRole("button", { name: "Choose files" })).toBeVisible();
});

test("after the history is open nothing needs the network: questions, further files, keeping them", async ({
  page,
  context,
}) => {
  test.slow();
  await openFiles(page, [await dispensed("one.parquet", 0)]);
  await expect(page.getByText("Kept in this browser.")).toBeVisible({ timeout: 90_000 });
  await page.getByRole("link", { name: "Data", exact: true }).click();
  await expect(page.getByRole("button", { name: "Choose files" })).toBeVisible();
  await context.setOffline(true);
  await choose(page, [await dispensed("two.parquet", 1)]);
  await expect(page.getByRole("heading", { level: 1, name: /200 events/ })).toBeVisible({ timeout: 90_000 });
  await expect(page.getByText("2 files kept.")).toBeVisible();
  await context.setOffline(false);
  expect((await reopened(page)).size).toBe(2);
});

test("where the browser denies storage the app says so and works in memory", async ({ baseURL }) => {
  test.slow();
  const blocked = 2;
  const preferences = { profile: { default_content_setting_values: { cookies: blocked } } };
  await withProfile({ preferences }, async (context) => {
    const page = await context.newPage();
    await page.goto(baseURL ?? "");
    await expect(page.getByText("The browser does not let this site keep files")).toBeVisible();
    await choose(page, [await dispensed("one.parquet", 0)]);
    await figure(page);
    expect((await savedCsv(page)).length).toBeGreaterThan(1);
  });
});
