import { expectAccessible } from "./support/axe";
import { expect, test, visit } from "./support/demo";
import { expectBehind, expectTwin, goTo } from "./support/history";
import { overflow } from "./support/layout";

test("persistence tells its finding, and as many stand behind a point as it says are at risk", async ({ page }) => {
  await goTo(page, "persistence");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    /^\d+\s% of patients are still on treatment after \d+ days$/,
  );
  await expect(page.getByRole("complementary", { name: "How this is measured" })).toContainText("never supplied");
  await expectAccessible(page);
  const figure = page.getByRole("application");
  await figure.focus();
  for (let i = 0; i < 25; i++) await page.keyboard.press("ArrowRight");
  const voice = page.locator("[aria-live=polite]").filter({ hasText: "at risk" });
  await expect(voice).toContainText(/^day [\d.]+: still on treatment [\d.]+\s%, 95 % limits [\d.]+\s% to [\d.]+\s%/);
  const told = /at risk ([\d,]*\d)/.exec((await voice.textContent()) ?? "")?.[1];
  await page.keyboard.press("Enter");
  await expectBehind(page, /^at risk on day/, told);
  await expect(figure).toBeFocused();
  await expectTwin(page, "Persistence", "persistence");
});

test("gaps stand side by side, also on a phone, with their medians and the log-rank test", async ({ page }) => {
  await page.setViewportSize({ width: 375, height: 760 });
  await visit(page, "/insights/persistence?permissibleGap=30,60,90");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("at a gap of 30", { timeout: 45_000 });
  await expect(page.getByRole("list", { name: "Groups" }).getByRole("button")).toHaveText([
    "A · gap of 30 days",
    "B · gap of 60 days",
    "C · gap of 90 days",
  ]);
  await expect(page.getByRole("table", { name: "Each curve in numbers" }).getByRole("row")).toHaveCount(4);
  await expect(page.getByText(/Log-rank test: chi-square [\d.]+ on 2 df, p\s<\s0\.001/)).toBeVisible();
  await expectAccessible(page);
  expect(await overflow(page)).toBe(0);
  await page.getByRole("application").focus();
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowDown");
  await expect(page.locator("[aria-live=polite]").filter({ hasText: "at risk" })).toContainText("gap of 60 days");
  for (let i = 0; i < 60; i++) await page.keyboard.press("ArrowLeft");
  expect(await overflow(page)).toBe(0);
});
