import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/axe";
import { grouped } from "./support/files";
import { asked, choose, goTo, savedCsv } from "./support/history";
import { expect, test } from "./support/test";

const events = (
  rows: number,
) => `SELECT i AS event_id, ['Intake', 'Survey', 'Visit'][i % 3 + 1] AS type, 'P' || i % 40 AS subject, 'system ' || i % 2 AS source,
  TIMESTAMP '2025-01-01' + to_seconds((i * 31536000.0 / ${rows})::BIGINT) AS occurred_at FROM range(${rows}) t(i)`;

async function typeDay(page: Page, label: string, day: string): Promise<void> {
  const field = page.getByRole("group", { name: label, exact: true });
  await field.getByRole("spinbutton").first().focus();
  await page.keyboard.type(day.split("-").toReversed().join(""));
}

test("a file of millions of rows is asked about first, loaded in part, kept so, and the rest added", async ({
  page,
}) => {
  test.slow();
  const file = await grouped("large.parquet", events(2_100_000), 122_880);
  await page.goto("/");
  await choose(page, [file]);
  const form = page.getByRole("region", { name: "How much of large.parquet" });
  await expect(form.getByRole("heading", { name: "How much of “large.parquet” is to be loaded?" })).toBeVisible();
  await expect(form.getByText("18 of 18 row groups would be read, with 2,100,000 rows at most.")).toBeVisible();
  await expect(form.getByRole("button", { name: "Load this part" })).toBeDisabled();
  await typeDay(page, "Occurred from", "2025-03-01");
  await typeDay(page, "Until", "2025-03-31");
  await expect(form.getByText("3 of 18 row groups would be read, with 368,640 rows at most.")).toBeVisible();
  await form.getByRole("button", { name: "Types: all" }).click();
  await page.getByRole("option", { name: "Survey" }).click();
  await page.keyboard.press("Escape");
  await expectAccessible(page);
  await form.getByRole("button", { name: "Load this part" }).click();
  await page.waitForURL(/\/insights\//);
  const said = "Only a part of “large.parquet” is loaded: 1 Mar 2025 to 31 Mar 2025, Survey.";
  await goTo(page, "events-over-time");
  await expect(page.getByText(said)).toBeVisible();
  const bounds = ["--from", "2025-03-01", "--until", "2025-03-31", "--types", "Survey"];
  expect(await savedCsv(page)).toEqual(await asked("events-over-time", [file], {}, bounds));
  await page.getByRole("link", { name: "Data", exact: true }).click();
  const part = "Loaded in part: 1 Mar 2025 to 31 Mar 2025, Survey · 3 of 18 row groups read";
  await expect(page.getByText(part)).toBeVisible();
  await expect(page.getByRole("row", { name: /large\.parquet 2,100,000 59,\d+ 0 0 0 0 0 2,040,\d+/ })).toBeVisible();
  await expectAccessible(page);
  await expect(page.getByText("1 file kept.")).toBeVisible({ timeout: 60_000 });

  await page.reload();
  await expect(page.getByText(part)).toBeVisible({ timeout: 60_000 });
  await page.getByRole("button", { name: "Load the rest" }).click();
  await expect(page.getByRole("row", { name: /large\.parquet 2,100,000 2,100,000 0 0 0 0 0 0/ })).toBeVisible({
    timeout: 90_000,
  });
  await expect(page.getByText(part)).toBeHidden();
});

test("any file can be loaded in part, and more of it added", async ({ page }) => {
  test.slow();
  const file = await grouped("small.parquet", events(9_000), 2_048);
  await page.goto("/");
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Load a part" }).click();
  await (await chooser).setFiles([file]);
  await page.getByRole("button", { name: "Sources: all" }).click();
  await page.getByRole("option", { name: "system 1" }).click();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Load this part" }).click();
  await page.waitForURL(/\/insights\//);
  await page.getByRole("link", { name: "Data", exact: true }).click();
  await expect(page.getByRole("row", { name: /small\.parquet 9,000 4,500 0 0 0 0 0 4,500/ })).toBeVisible();
  await page.getByRole("button", { name: "Load more of it" }).click();
  await typeDay(page, "Until", "2025-01-31");
  await page.getByRole("button", { name: "Load this part" }).click();
  await expect(page.getByText("Loaded in part: system 1; until 31 Jan 2025 · 5 of 5 row groups read")).toBeVisible();
  await expect(page.getByRole("row", { name: /small\.parquet 9,000 4,88\d 0 0 0 0 0 4,11\d/ })).toBeVisible();
});
