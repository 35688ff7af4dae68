import type { Browser, Page } from "@playwright/test";
import { parquet } from "./support/files";
import { choose, figure, openFiles, savedRows } from "./support/history";
import { projectionKept } from "./support/kept";
import { everythingKept } from "./support/opened-store";
import { expect, test } from "./support/test";

const gone = "zq-patient-3";

/** Dispensings of six patients; `more` adds rows of the same columns. */
const history = (name: string, more = "") =>
  parquet(
    name,
    `SELECT i AS event_id, 'MedicineDispensed' AS type, 'zq-patient-' || (i % 6) AS subject, TIMESTAMPTZ '2024-01-01' + to_days((i * 3)::INTEGER) AS occurred_at, TIMESTAMPTZ '2024-01-02' + to_days((i * 3)::INTEGER) AS recorded_at,
       'medA' AS item, 30 AS days_supply, '{"encrypted":true,"keyId":"k-' || i || '","data":"c2VhbGVkIGJ5dGVz"}' AS remark FROM range(60) t(i) ${more}`,
  );

const asks = `UNION ALL SELECT 1000, 'PatientErased', '${gone}', TIMESTAMPTZ '2024-06-20', TIMESTAMPTZ '2024-06-21', NULL, NULL, NULL`;

async function kept(page: Page, file: string): Promise<void> {
  await openFiles(page, [file]);
  await expect(page.getByText("Kept in this browser.")).toHaveCount(1, { timeout: 60_000 });
  await page.getByRole("link", { name: "Data", exact: true }).click();
}

async function confirmed(page: Page, says: string): Promise<void> {
  const dialog = page.getByRole("alertdialog");
  await dialog.getByRole("button", { name: "Erase for good" }).click();
  await expect(dialog.getByText(says)).toBeVisible({ timeout: 90_000 });
  await dialog.getByRole("button", { name: "Close" }).click();
}

const heading = (page: Page, name: string) =>
  expect(page.getByRole("heading", { level: 1, name })).toBeVisible({ timeout: 60_000 });

test("the log itself may ask for an erasure, which is carried out once somebody agrees; earlier views say so", async ({
  page,
}) => {
  test.setTimeout(300_000);
  await kept(page, await history("asks.parquet", asks));
  await expect(page.getByText("1 patient is to be erased by the log itself.")).toBeVisible();
  await page.getByRole("button", { name: "Erase now" }).click();
  await confirmed(page, "1 patient found: 11 rows removed from 1 file.");
  await heading(page, "50 events of 5 patients");
  await expect(page.getByText("is to be erased by the log itself")).toHaveCount(0);
  await expect(page.getByRole("list", { name: "Erasures so far" })).toContainText("Asked by the log.");
  expect((await everythingKept(page)).text.includes(gone)).toBe(false);
  await page.getByRole("link", { name: "Over time" }).click();
  await figure(page);
  await expect(page.getByText("erased since")).toHaveCount(0);
  await page.getByRole("button", { name: /^As known at: / }).click();
  await page.getByRole("spinbutton", { name: /day/ }).click();
  await page.keyboard.type("31032024");
  await page.getByRole("dialog").getByRole("button", { name: "Done" }).click();
  await expect(page.getByText("1 patient erased since.")).toBeVisible({ timeout: 30_000 });
});

test("a payload whose key is gone is said to be erased", async ({ page }) => {
  test.setTimeout(200_000);
  await openFiles(page, [await history("sealed.parquet")]);
  await page.getByRole("application").focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  const panel = page.getByRole("dialog");
  await panel.getByRole("row").nth(1).press("Enter");
  await panel.getByRole("row").nth(1).press("Enter");
  await expect(panel.getByText("erased: its key is gone")).toBeVisible();
  await expect(panel.getByText("c2VhbGVk")).toHaveCount(0);
});

async function elsewhere(browser: Browser, baseURL: string | undefined, file: string, study: string): Promise<void> {
  const context = await browser.newContext({ ...(baseURL && { baseURL }) });
  const page = await context.newPage();
  await kept(page, file);
  await heading(page, "60 events of 6 patients");
  expect((await everythingKept(page)).text.includes(gone)).toBe(true);
  await choose(page, [study]);
  await heading(page, "50 events of 5 patients");
  await expect.poll(async () => (await everythingKept(page)).text.includes(gone), { timeout: 60_000 }).toBe(false);
  await page.reload();
  await heading(page, "50 events of 5 patients");
  await projectionKept(page);
  const { text, unaccounted } = await everythingKept(page);
  expect([text.includes(gone), unaccounted]).toEqual([false, []]);
  await choose(page, [file]);
  await expect(page.getByText("10 rows of erased patients left out").first()).toBeVisible({ timeout: 60_000 });
  await heading(page, "50 events of 5 patients");
  await context.close();
}

test("a study that is exported takes its erasures along: where it is opened they are carried out too", async ({
  page,
  browser,
  baseURL,
}) => {
  test.setTimeout(400_000);
  const file = await history("history.parquet");
  await kept(page, file);
  await page.getByLabel("Ids of patients to erase").fill(gone);
  await page.getByRole("button", { name: "Erase 1 patient" }).click();
  await confirmed(page, "1 patient found: 10 rows removed from 1 file.");
  await heading(page, "50 events of 5 patients");
  await elsewhere(browser, baseURL, file, await (await savedRows(page, "Export the study")).path());
});
