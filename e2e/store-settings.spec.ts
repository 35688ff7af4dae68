import type { Page } from "@playwright/test";
import { parquet } from "./support/files";
import { choose, figure, openFiles, savedRows } from "./support/history";
import { flipBit, openedComputed, projectionKept } from "./support/kept";
import { expect, test } from "./support/test";

/** Dispensings that were told twice, with another supply the second time. */
const contradicting = () =>
  parquet(
    "contradicting.parquet",
    `SELECT i // 2 AS event_id, 'MedicineDispensed' AS type, 'P' || (i % 6) AS subject, TIMESTAMPTZ '2024-01-01' + to_days((i // 2)::INTEGER) AS occurred_at,
       TIMESTAMPTZ '2024-03-01' + to_days(i::INTEGER) AS recorded_at, 'medA' AS item, 20 + i % 2 * 10 AS days_supply FROM range(60) t(i)`,
  );

const usedIs = (page: Page) =>
  page.getByRole("region", { name: "Contradictions" }).getByRole("button", { name: /Used is/ });

async function expectFirst(page: Page): Promise<void> {
  await expect(usedIs(page)).toContainText("recorded first", { timeout: 60_000 });
  await expect(page.getByRole("region", { name: "Loading" })).toHaveCount(0, { timeout: 60_000 });
}

test("the rule for contradictions outlasts the tab, and goes with an exported study", async ({
  page,
  browser,
  baseURL,
}) => {
  test.slow();
  await openFiles(page, [await contradicting()]);
  await expect(page.getByText("Kept in this browser.")).toHaveCount(1);
  await page.getByRole("link", { name: "Data", exact: true }).click();
  await expect(usedIs(page)).toContainText("recorded last");
  await usedIs(page).click();
  await page.getByRole("option", { name: "the version recorded first" }).click();
  await expectFirst(page);
  const part = (await projectionKept(page)).find((path) => !path.endsWith("/header"));
  await flipBit(page, part ?? "", 20);
  await page.reload();
  await expectFirst(page);
  expect(await openedComputed(page)).toBe(0);
  await projectionKept(page);
  await page.reload();
  await expectFirst(page);
  expect(await openedComputed(page)).toBe(1);
  const study = await (await savedRows(page, "Export the study")).path();

  const context = await browser.newContext({ ...(baseURL && { baseURL }) });
  const elsewhere = await context.newPage();
  await elsewhere.goto("/");
  await choose(elsewhere, [study]);
  await figure(elsewhere);
  await expect(elsewhere.getByText("Kept in this browser.")).toHaveCount(1);
  await elsewhere.goto("/data");
  await expectFirst(elsewhere);
  await context.close();
});
