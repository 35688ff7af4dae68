import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/axe";
import { goTo, openDemo } from "./support/history";
import { expect, test } from "./support/test";

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

const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

for (const { name, width, height } of sizes) {
  test(`every screen fits ${name} and is accessible on it`, async ({ page }) => {
    test.slow();
    await page.setViewportSize({ width, height });
    await page.goto("/");
    await expectAccessible(page);
    expect(await overflow(page)).toBe(0);
    await openDemo(page);
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

test("dark is remembered and there from the first byte, and is as accessible", async ({ page }) => {
  test.slow();
  await page.goto("/");
  await page.getByRole("radio", { name: "Dark" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  const first = await page.goto("/");
  expect(await first?.text()).toContain('data-theme="dark"');
  await openDemo(page);
  await expectAccessible(page);
  await goTo(page, "retention");
  await expectAccessible(page);
  await page.getByRole("radio", { name: "As the system" }).click();
  await expect(page.locator("html")).not.toHaveAttribute("data-theme", /./);
});

test("a page that needs a history says so and opens the demo in its place", async ({ page }) => {
  await page.goto("/insights/retention");
  await expect(page.getByText("There is no history to ask yet.")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "open the demo history" }).click();
  await expect(page.getByRole("grid")).toBeVisible({ timeout: 45_000 });
  expect(new URL(page.url()).pathname).toBe("/insights/retention");
});

test("a history comes and goes", async ({ page }) => {
  await test.step("the address can open the demo by itself", async () => {
    await page.goto("/#demo");
    await page.waitForURL(/adherence-over-time/, { timeout: 45_000 });
    await expect(page.getByRole("heading", { level: 1 })).toContainText("Adherence");
  });
  await test.step("forgetting lets go of everything", async () => {
    await page.getByRole("link", { name: "Data", exact: true }).click();
    await page.getByRole("button", { name: "Forget everything" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Forget everything" }).click();
    await expect(page.getByRole("button", { name: "Choose files" })).toBeVisible();
    await page.getByRole("link", { name: "Retention" }).click();
    await expect(page.getByText("There is no history to ask yet.")).toBeVisible();
    await expect(page.getByRole("status", { name: "Forgotten" })).toContainText("nothing is left");
    await expectAccessible(page);
  });
});

test("loading can be cancelled and leaves nothing behind", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("button", { name: "Open the demo history" }).click();
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByText("Cancelled.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Choose files" })).toBeVisible();
  await page.getByRole("button", { name: "Open the demo history" }).click();
  await page.waitForURL(/adherence-over-time/, { timeout: 45_000 });
});

test("nothing that matches, and more than can be drawn, each say what to do", async ({ page }) => {
  test.slow();
  await page.goto("/insights/events-over-time#demo&types=Nothing+of+the+kind");
  await expect(page.getByText("No events match this question")).toBeVisible({ timeout: 45_000 });
  await goTo(page, "adherence-over-time");
  await page.getByRole("button", { name: "Break down by" }).click();
  await page.getByRole("option", { name: "birth_date" }).click();
  await expect(page.getByText(/groups are more than a figure can show/)).toBeVisible();
  await page.getByRole("button", { name: "Do not break down" }).click();
  await expect(page.getByRole("application")).toBeVisible();
  await page.goto("/insights/events-over-time?as-known-at=2020-01-01#demo");
  for (const insight of ["events-over-time", "adherence-over-time", "retention"]) {
    await page.locator(`nav a[href^="/insights/${insight}"]`).click();
    await page.waitForURL(`**/insights/${insight}?*`);
    await expect(page.getByText("Nothing had been recorded by this moment")).toBeVisible({ timeout: 45_000 });
  }
  await page.getByRole("button", { name: "Ask as known now" }).click();
  await expect(page.getByRole("grid")).toBeVisible();
});
