import { expectAccessible } from "./support/axe";
import { choose, figure, openFiles, savedCsv } from "./support/history";
import { dispensed, privateFiles, reopened } from "./support/kept";
import { expect, test } from "./support/test";

test("a second tab says that the history is open in another, and can take it over and give it back", async ({
  page,
  context,
}) => {
  test.setTimeout(300_000);
  await openFiles(page, [await dispensed("one.parquet", 0)]);
  await expect(page.getByText("Kept in this browser.")).toBeVisible();
  const before = await savedCsv(page);
  const second = await context.newPage();
  await second.goto("/insights/adherence-over-time");
  await expect(second.getByText("Your history is open in another tab")).toBeVisible();
  await expectAccessible(second);
  await second.getByRole("button", { name: "Take over" }).click();
  await figure(second);
  expect(await savedCsv(second)).toEqual(before);
  await expect(page.getByText("Your history moved to another tab")).toBeVisible();
  await expectAccessible(page);
  expect(page.workers().filter((worker) => worker.url().includes("duckdb"))).toEqual([]);
  await page.getByRole("button", { name: "Take it back" }).click();
  await figure(page);
  await expect(second.getByText("Your history moved to another tab")).toBeVisible();
});

test("the history opens in the second tab by itself where the first is closed", async ({ page, context }) => {
  await page.goto("/");
  await choose(page, [await dispensed("one.parquet", 0)]);
  await expect(page.getByText("Kept in this browser.")).toBeVisible({ timeout: 60_000 });
  const second = await context.newPage();
  await second.goto("/data");
  await expect(second.getByText("Your history is open in another tab")).toBeVisible();
  await page.close();
  await expect(second.getByRole("heading", { level: 1, name: /100 events/ })).toBeVisible({ timeout: 60_000 });
});

test("forgetting empties every place where a site may leave something, and shows that it did", async ({ page }) => {
  await page.goto("/");
  await choose(page, [await dispensed("one.parquet", 0), await dispensed("two.parquet", 1)]);
  await expect(page.getByText("Kept in this browser.")).toHaveCount(2, { timeout: 60_000 });
  await page.getByRole("link", { name: "Data", exact: true }).click();
  expect((await privateFiles(page)).filter((path) => path.includes("/segments/"))).toHaveLength(2);
  await page.getByRole("button", { name: "Forget everything" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Forget everything" }).click();
  const said = page.getByRole("status", { name: "Forgotten" });
  await expect(said).toContainText("nothing is left in this browser");
  for (const place of ["private files", "local storage", "session storage", "databases", "caches"])
    await expect(said).toContainText(`${place}nothing`);
  await expectAccessible(page);
  expect((await privateFiles(page)).filter((path) => path.includes("/segments/"))).toEqual([]);
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
  expect((await reopened(page)).size).toBe(0);
});
