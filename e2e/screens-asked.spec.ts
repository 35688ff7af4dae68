import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/axe";
import { expect, test, visit } from "./support/demo";
import { goTo } from "./support/history";
import { overflow } from "./support/layout";

const sizes = [
  { name: "a phone", width: 375, height: 760 },
  { name: "a wide screen", width: 1920, height: 1080 },
];

/** Moves on as a person does, through the menu where the navigation is folded away. */
async function open(page: Page, name: string): Promise<void> {
  const menu = page.getByRole("button", { name: "Menu", exact: true });
  if (await menu.isVisible()) await menu.click();
  await page.getByRole("link", { name, exact: true }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
}

for (const { name, width, height } of sizes) {
  test(`every screen fits ${name} and is accessible on it`, async ({ page }) => {
    test.slow();
    await page.setViewportSize({ width, height });
    await expectAccessible(page);
    expect(await overflow(page)).toBe(0);
    await page.getByRole("button", { name: "Table", exact: true }).click();
    await expect(page.getByRole("grid")).toBeVisible();
    await expectAccessible(page);
    expect(await overflow(page)).toBe(0);
    for (const [link, landmark] of [
      ["Activity", "Figure"],
      ["Retention", "Figure"],
      ["Overview", null],
      ["Data", "Types of event"],
    ] as const) {
      await open(page, link);
      if (landmark) await expect(page.getByRole("region", { name: landmark })).toBeVisible();
      if (link === "Data") await expect(page.getByText("MedicineTaken").first()).toBeVisible();
      await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
      await expectAccessible(page);
      expect(await overflow(page), `${link} is not wider than the page`).toBe(0);
    }
  });
}

test("nothing that matches, and more than can be drawn, each say what to do", async ({ page }) => {
  test.slow();
  await visit(page, "/insights/events-over-time#types=Nothing+of+the+kind");
  await expect(page.getByText("No events match this question")).toBeVisible({ timeout: 45_000 });
  await goTo(page, "adherence-over-time");
  await page.getByRole("button", { name: "Break down by" }).click();
  await page.getByRole("option", { name: "birth_date" }).click();
  await expect(page.getByText(/groups are more than a figure can show/)).toBeVisible();
  await page.getByRole("button", { name: "Do not break down" }).click();
  await expect(page.getByRole("application")).toBeVisible();
  await visit(page, "/insights/events-over-time?as-known-at=2020-01-01");
  for (const insight of ["events-over-time", "adherence-over-time", "retention"]) {
    await page.locator(`nav a[href^="/insights/${insight}"]`).click();
    await page.waitForURL(`**/insights/${insight}?*`);
    await expect(page.getByText("Nothing had been recorded by this moment")).toBeVisible({ timeout: 45_000 });
  }
  await page.getByRole("button", { name: "Ask as known now" }).click();
  await expect(page.getByRole("grid")).toBeVisible();
});
