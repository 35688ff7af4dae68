import { grouped } from "./support/files";
import { asked, choose, goTo, savedCsv } from "./support/history";
import { expect, test } from "./support/test";

const events = `SELECT i AS event_id, 'SymptomReported' AS type, 'P' || i % 40 AS subject, TIMESTAMP '2025-01-01' + to_hours(i) AS occurred_at,
  ['mild', 'moderate', NULL, 'severe'][i % 4 + 1] AS severity, i % 3 AS cycle, 'note ' || i AS note FROM range(6000) t(i)`;

test("events are broken down by a column that no role reads", async ({ page }) => {
  const file = await grouped("symptoms.parquet", events, 2_048);
  await page.goto("/");
  await choose(page, [file]);
  await page.waitForURL(/\/insights\//);
  await goTo(page, "events-over-time");
  const breakdown = page.getByRole("button", { name: /break down by/i });
  for (const column of ["severity", "cycle"]) {
    await breakdown.click();
    await expect(page.getByText("Columns of the files")).toBeVisible();
    await page.getByRole("option", { name: column }).click();
    await expect(page.getByText(`by month in which they occurred, by ${column}`)).toBeVisible();
    await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
    expect(await savedCsv(page)).toEqual(await asked("events-over-time", [file], { breakdown: column }));
  }
  await breakdown.click();
  await page.getByRole("option", { name: "note" }).click();
  await expect(page.getByRole("region", { name: "Figure" }).getByRole("alert")).toContainText(
    "“note” has more than 1,000 different values.",
  );
});
