import { expectAccessible } from "./support/axe";
import { expect, test } from "./support/demo";
import { asked, expectBehind, goTo, savedCsv } from "./support/history";
import { overflow } from "./support/layout";

const demo = "public/demo/events.parquet";

test("the list's past: what became of warnings, and who was on it on a day", async ({ page }) => {
  test.slow();
  await goTo(page, "warnings");
  await expect(page.getByRole("heading", { level: 1, name: /^Of \d+ patients who came onto the list/ })).toBeVisible();
  const lines = await asked("warnings", [demo]);
  expect(await savedCsv(page)).toEqual(lines);
  const warned = lines.map((line) => line.split(",")).find(([, rule, state]) => rule === "any" && state === "warned");
  await page.getByRole("button", { name: /^Any of these rules, came true: / }).click();
  await expectBehind(page, /Any of these rules · came true/, warned?.[3]);
  await page.getByRole("button", { name: "Table", exact: true }).click();
  await expect(page.getByRole("grid", { name: "Early warning: every value" })).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize({ width: 375, height: 760 });
  await expect.poll(() => overflow(page)).toBe(0);
  await expectAccessible(page);
});
