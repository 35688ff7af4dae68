import { expectAccessible } from "./support/axe";
import { expect, test, visit } from "./support/demo";
import { expectBehind, expectTwin, goTo } from "./support/history";
import { overflow } from "./support/layout";

test("medicines are measured apart, in groups that a person names, also on a phone; their names stay out of the query", async ({
  page,
}) => {
  await page.setViewportSize({ width: 375, height: 760 });
  await visit(page, "/insights/adherence-distribution?medications.aggregate=each");
  const title = page.getByRole("heading", { level: 1 });
  await expect(title).toContainText("(palbociclib)", { timeout: 45_000 });
  const chip = page.getByRole("button", { name: /^Several medicines:/ });
  await chip.click();
  const dialog = page.getByRole("dialog", { name: "Several medicines" });
  await dialog.getByRole("button", { name: "Add a group" }).click();
  await dialog.getByRole("textbox", { name: "Name of Group 1" }).fill("endocrine");
  await page.keyboard.press("Enter");
  await dialog.getByRole("button", { name: "endocrine holds: none" }).click();
  const holds = page.getByRole("dialog", { name: "endocrine holds" });
  for (const item of ["letrozole", "tamoxifen"]) await holds.getByRole("option", { name: item }).click();
  await expectAccessible(page);
  expect(await overflow(page)).toBe(0);
  for (const open of [holds, dialog]) {
    await page.keyboard.press("Escape");
    await expect(open).toHaveCount(0);
  }
  await expect(chip).toHaveAccessibleName("Several medicines: each by itself; 1 group named");
  await expect(page.getByRole("table", { name: "Summary" }).getByRole("row")).toHaveCount(4);
  await expect(page.getByRole("table", { name: "Summary" })).toContainText("endocrine");
  expect(new URL(page.url()).search).not.toContain("endocrine");
  await expectAccessible(page);
  await expectTwin(page, "Distribution of adherence", "adherence-distribution", {
    medications: { aggregate: "each", groups: { endocrine: ["letrozole", "tamoxifen"] } },
  });
});

test("time to initiation tells who had a medicine dispensed, and behind a point stand those without", async ({
  page,
}) => {
  await goTo(page, "persistence");
  await page.getByRole("button", { name: /^discontinuation/i }).click();
  await page.getByRole("option", { name: "initiation" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(/within 30 days of its first prescription/);
  await expect(page.getByRole("button", { name: /^Carry-over/ })).toHaveCount(0);
  await expectAccessible(page);
  await page.getByRole("application").focus();
  await page.keyboard.press("ArrowRight");
  const voice = page.locator("[aria-live=polite]").filter({ hasText: "with a first dispensing" });
  const told = /without ([\d,]*\d)/.exec((await voice.textContent()) ?? "")?.[1];
  await page.keyboard.press("Enter");
  await expectBehind(page, /^no dispensing before day/, told);
  await expectTwin(page, "Persistence", "persistence", { time: "initiation" });
});
