import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/axe";
import { expect, test } from "./support/demo";
import { asked, expectBehind, goTo, savedCsv } from "./support/history";
import { expectFitsPhone } from "./support/layout";

const demo = "public/demo/events.parquet";
const list = (page: Page) => page.getByRole("grid", { name: "Patients who need attention, most urgent first" });
const patients = (page: Page) => list(page).getByRole("rowheader");

/** The patients that the command line prints, in its order, each once; of one rule where it is said. */
async function inOrder(rule?: string): Promise<string[]> {
  const [, ...lines] = await asked("worklist", [demo]);
  const rows = lines.map((line) => line.split(","));
  return [...new Set(rows.flatMap(([subject, own]) => (rule === undefined || own === rule ? (subject ?? "") : [])))];
}

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
  await expectFitsPhone(page);
});

test("patients stand in the order of their turns, and are filtered by rule, id and mark", async ({ page }) => {
  test.slow();
  await goTo(page, "worklist");
  await expect(list(page)).toBeVisible();
  const expected = await inOrder();
  await expect(patients(page)).toContainText(expected.slice(0, 100));
  await page.getByRole("radio", { name: "Task overdue" }).click();
  await expect(patients(page)).toContainText((await inOrder("overdue")).slice(0, 100));
  await page.getByRole("radio", { name: "Any rule" }).click();
  const one = expected[4] ?? "";
  const field = page.getByLabel("Part of an id");
  await field.fill(one.slice(2));
  await expect(patients(page)).toContainText(expected.filter((id) => id.includes(one.slice(2))));
  expect(`${page.url()} ${await page.title()}`).not.toContain(one);
  await field.fill("nobody");
  await expect(page.getByText("0 patients", { exact: true })).toBeVisible();
  await field.fill("");
  await expectAccessible(page);
  await expectFitsPhone(page);
});
