import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/axe";
import { expect, test, visit } from "./support/demo";
import { asked, closePanel, goTo, savedCsv } from "./support/history";
import { overflow } from "./support/layout";

const demo = "public/demo/events.parquet";
const settled = (page: Page) => expect(page.locator("[aria-busy=true]")).toHaveCount(0);

test("doses by hour and weekday: the finding, the walk by keys, and who is behind an hour", async ({ page }) => {
  test.slow();
  await goTo(page, "doses");
  await settled(page);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(/\d+.% of due doses are taken/);
  await expect(page.getByText("in America/New_York and Europe/Berlin")).toBeVisible();
  for (const panel of ["Taking, dosing, timing", "Missed in a row", "Time since the dose before", "What sources say"])
    await expect(page.getByRole("region", { name: panel })).toBeVisible();
  const rows = await savedCsv(page);
  expect(rows).toEqual(await asked("doses", [demo]));
  const week = page.getByRole("application");
  await week.focus();
  await week.press("End");
  await week.press("ArrowDown");
  const said = await page.locator("[aria-live=polite]").filter({ hasText: "patients" }).textContent();
  expect(said).toMatch(/^Tuesday, \d\d:00 to \d\d:59: intakes [\d,]+, skips recorded/);
  const patients = /patients ([\d,]+)/.exec(said ?? "")?.[1] ?? "";
  await expectAccessible(page);
  await week.press("Enter");
  const panel = page.getByRole("dialog");
  await expect(panel.getByText(`${patients} patient`)).toBeVisible();
  await panel.getByRole("row").nth(1).click();
  await expect(panel.getByText("MedicineTaken").first()).toBeVisible();
  await closePanel(page);
  for (const colorScheme of ["light", "dark"] as const)
    await test.step(`fits a phone and a wide screen and is accessible on both, ${colorScheme}`, async () => {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      for (const [width, height] of [
        [375, 760],
        [1920, 1080],
      ] as const) {
        await page.setViewportSize({ width, height });
        await settled(page);
        await expectAccessible(page);
        expect(await overflow(page)).toBe(0);
      }
    });
});

test("doses by arm, as skips and as timing", async ({ page }) => {
  test.slow();
  await visit(page, "/insights/doses#breakdown=arm");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("letrozole", { timeout: 45_000 });
  await settled(page);
  await expect(page.getByRole("application")).toHaveCount(2);
  await page.getByRole("radio", { name: "Skips recorded" }).click();
  await expect(page).toHaveURL(/show=skips/);
  await expect(page.getByText("Skips of reports", { exact: true })).toBeVisible();
  await page.getByRole("radio", { name: "In time" }).click();
  await expect(page.getByText("Doses in time", { exact: true })).toBeVisible();
  expect(await savedCsv(page)).toEqual(await asked("doses", [demo], { breakdown: "arm" }));
});
