import { expectAccessible } from "./support/axe";
import { expect, test, visit } from "./support/demo";
import { expectBehind, expectTwin, goTo } from "./support/history";
import { overflow } from "./support/layout";

test("trajectories tell how many courses there are, and as many stand behind a point as it says", async ({ page }) => {
  await goTo(page, "trajectories");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    /^Two courses: \d+\s% fall from \d+\s% to \d+\s%, \d+\s% stop within \d+ months$/,
  );
  const card = page.getByRole("complementary", { name: "How this is measured" });
  await expect(card).toContainText("not observed in every window");
  await expect(card).toContainText("Genolini");
  await expect(page.getByRole("table", { name: "Criterion by number of groups" })).toContainText("2 (drawn)");
  await expectAccessible(page);
  const figure = page.getByRole("application");
  await figure.focus();
  for (let i = 0; i < 4; i++) await page.keyboard.press("ArrowRight");
  const voice = page.locator("[aria-live=polite]").filter({ hasText: "middle half" });
  await expect(voice).toContainText(/^days \d+ to \d+, \d+\s% fall from/);
  const told = /patients ([\d,]*\d)/.exec((await voice.textContent()) ?? "")?.[1];
  await page.keyboard.press("Enter");
  await expectBehind(page, /^group A · days/, told);
  await expect(figure).toBeFocused();
  await expectTwin(page, "Trajectories", "trajectories");
});

test("a number of groups that is given, with whom they hold, in the dark and on a phone", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await page.setViewportSize({ width: 375, height: 760 });
  await visit(page, "/insights/trajectories?groups=3#breakdown=arm");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Three courses", { timeout: 45_000 });
  await expect(page.getByRole("list", { name: "Groups" }).getByRole("button")).toHaveText([
    /^A · \d+\s% fall from/,
    /^B · \d+\s% fall from/,
    /^C · \d+\s% stop within/,
  ]);
  await expect(page.getByRole("table", { name: "Each group in numbers" }).getByRole("row")).toHaveCount(4);
  await expect(page.getByRole("table", { name: "Groups by arm" })).toContainText("letrozole");
  await expectAccessible(page);
  expect(await overflow(page)).toBe(0);
  await page.getByRole("application").focus();
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowDown");
  await expect(page.locator("[aria-live=polite]").filter({ hasText: "middle half" })).toContainText("fall from");
  expect(await overflow(page)).toBe(0);
});
