import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/axe";
import { parquet } from "./support/files";
import { choose, figure, openFiles } from "./support/history";
import { privateFiles, projectionKept } from "./support/kept";
import { everythingKept, everywhereElse } from "./support/opened-store";
import { expect, test } from "./support/test";

const gone = "zq-patient-3";
const other = "zq-patient-4";

const history = (name: string) =>
  parquet(
    name,
    `SELECT i AS event_id, 'MedicineDispensed' AS type, 'zq-patient-' || (i % 6) AS subject, TIMESTAMPTZ '2024-01-01' + to_days((i * 3)::INTEGER) AS occurred_at, TIMESTAMPTZ '2024-01-02' + to_days((i * 3)::INTEGER) AS recorded_at,
       'medA' AS item, 30 AS days_supply, {'note': 'told by zq-patient-' || (i % 6), 'visit': 9007199254740993 + i} AS payload FROM range(60) t(i)`,
  );

async function kept(page: Page, file: string): Promise<void> {
  await openFiles(page, [file]);
  await expect(page.getByText("Kept in this browser.")).toHaveCount(1, { timeout: 60_000 });
}

/** From a point of the figure to the patient who is behind it. */
async function lookAt(page: Page, patient: string): Promise<void> {
  const drawn = page.getByRole("application");
  await drawn.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  const panel = page.getByRole("dialog");
  await panel.getByRole("row").filter({ hasText: patient }).press("Enter");
  await expect(panel.getByRole("heading", { name: `Patient ${patient}` })).toBeVisible();
}

async function expectGone(page: Page, passphrase: string | null = null): Promise<void> {
  await projectionKept(page);
  const { text, rows, unaccounted } = await everythingKept(page, passphrase);
  expect(text.includes(gone)).toBe(false);
  expect(text).toContain(passphrase === null ? other : "erasure");
  expect([rows, unaccounted]).toEqual([50, []]);
  expect(await everywhereElse(page)).not.toContain(gone);
}

test("a patient who is erased is in no file afterwards, and does not come back", { tag: "@long" }, async ({ page }) => {
  test.setTimeout(400_000);
  const file = await history("history.parquet");
  await kept(page, file);
  const computed = await projectionKept(page);
  const before = await everythingKept(page);
  expect([before.rows, before.text.includes(gone), before.unaccounted]).toEqual([60, true, []]);
  await lookAt(page, gone);
  await page.getByRole("button", { name: "Erase this patient" }).click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog.getByRole("heading", { name: `Erase patient ${gone}?` })).toBeVisible();
  await expect(dialog.getByText("10 rows in 1 file, and those set aside.")).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Erase for good" }).click();
  await expect(dialog.getByText("1 patient found: 10 rows removed from 1 file.")).toBeVisible({ timeout: 90_000 });
  const parts = computed.filter((path) => !path.endsWith("/header"));
  expect(parts).not.toEqual([]);
  expect((await privateFiles(page)).filter((path) => new Set(parts).has(path))).toEqual([]);
  await expectAccessible(page);
  const download = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Save the receipt" }).click();
  const receipt = readFileSync(await (await download).path(), "utf8");
  expect(receipt).toContain('"rows": 10');
  expect(receipt).not.toContain(gone);
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expectGone(page);
  await page.getByRole("link", { name: "Data", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "50 events of 5 patients" })).toBeVisible();
  await choose(page, [file]);
  await expect(page.getByText("10 rows of erased patients left out")).toBeVisible({ timeout: 60_000 });
  await expectGone(page);
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "50 events of 5 patients" })).toBeVisible({
    timeout: 60_000,
  });
  await choose(page, [file]);
  await expect(page.getByText("10 rows of erased patients left out")).toBeVisible({ timeout: 60_000 });
  await expectGone(page);

  await page.goto("/#demo");
  await figure(page);
  await page.getByRole("link", { name: "Data", exact: true }).click();
  await expect(page.getByText("The kept study is set aside, not open")).toBeVisible();
  await page.getByLabel("Ids of patients to erase").fill(other);
  await page.getByRole("button", { name: "Erase 1 patient" }).click();
  const closed = dialog.getByText("1 kept file is not open; it is gone through when it is next opened.");
  await expect(closed).toBeVisible();
  await dialog.getByRole("button", { name: "Erase for good" }).click();
  await expect(dialog.getByText("0 of 1 patient found")).toBeVisible({ timeout: 90_000 });
  await expect(closed).toBeVisible();
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(page.locator("#main")).toBeFocused();
  await page.goto("/");
  await page.goto("/data");
  await expect(page.getByRole("heading", { level: 1, name: "40 events of 4 patients" })).toBeVisible({
    timeout: 60_000,
  });
});

test("what is kept under a passphrase is erased too, by a list", { tag: "@long" }, async ({ page }) => {
  test.setTimeout(400_000);
  const passphrase = "three small boats";
  await kept(page, await history("history.parquet"));
  await page.getByRole("link", { name: "Data", exact: true }).click();
  await page.getByRole("button", { name: "Set a passphrase" }).click();
  await page.getByLabel("New passphrase").fill(passphrase);
  await page.getByLabel("The same again").fill(passphrase);
  await page.getByRole("button", { name: "Encrypt", exact: true }).click();
  await expect(page.getByRole("button", { name: "Lock now" })).toBeVisible({ timeout: 60_000 });
  await projectionKept(page);
  const before = await everythingKept(page, passphrase);
  expect([before.rows, before.text.includes(gone)]).toEqual([60, true]);
  await page.getByLabel("Ids of patients to erase").fill(`${gone}\nnobody\n${gone}`);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Erase 2 patients" }).click();
  const dialog = page.getByRole("alertdialog");
  await dialog.getByRole("button", { name: "Erase for good" }).click();
  await expect(dialog.getByText("1 of 2 patients found: 10 rows removed from 1 file.")).toBeVisible({
    timeout: 90_000,
  });
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "50 events of 5 patients" })).toBeVisible();
  await expectGone(page, passphrase);
});
