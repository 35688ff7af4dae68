import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/axe";
import { parquet, written } from "./support/files";
import { choose, figure, openFiles, savedRows } from "./support/history";
import { expect, test } from "./support/test";

const fills = `SELECT 'p' || (i % 40) AS who, TIMESTAMP '2025-01-01' + to_hours(i * 3) AS noted, CASE i % 2 WHEN 0 THEN 'Fill' ELSE 'Note' END AS what,
  'drug ' || (i % 2) AS product, 30 AS span FROM range(2000) t(i)`;

async function pick(page: Page, field: string, option: string): Promise<void> {
  await page.getByRole("button", { name: new RegExp(`${field}$`) }).click();
  await page.getByRole("option", { name: option, exact: true }).click();
}

test("an unknown file is shown with its first rows, read as the person says, and its mapping kept", async ({
  page,
}) => {
  test.slow();
  const file = await parquet("unknown.parquet", fills);
  await page.goto("/");
  await choose(page, [file]);
  await expect(page.getByRole("heading", { name: "How is “unknown.parquet” to be read?" })).toBeVisible();
  await expect(page.getByText("p39").or(page.getByText("p7")).first()).toBeVisible();
  await expectAccessible(page);
  await pick(page, "Patient", "who");
  await pick(page, "Occurred at", "noted");
  await pick(page, "Type of event", "what");
  await page.getByText("Further columns").click();
  await pick(page, "Days supplied", "span");
  await pick(page, "Medicine or item", "product");
  await pick(page, "Meaning of Fill", "a supply that covers days");
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save this mapping" }).click();
  const saved = readFileSync(await (await download).path(), "utf8");
  expect(JSON.parse(saved)).toMatchObject({ subject: { from: ["who"] }, roles: { Fill: "supply" } });
  await page.getByRole("button", { name: "Load it" }).click();
  await figure(page);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Adherence");
  await expect(page.getByText("2,000 new events.")).toBeVisible();

  const again = await parquet("again.parquet", fills.replace("'p' ||", "'q' ||"));
  await page.getByRole("link", { name: "Data", exact: true }).click();
  await choose(page, [again]);
  const json = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Open a mapping" }).click();
  await (await json).setFiles(written("saved.mapping.json", saved));
  await expect(page.getByRole("button", { name: "Load it" })).toBeEnabled();
  await page.getByRole("button", { name: "Load it" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("4,000 events of 80 patients");
});

test("a mapping that is none is refused in a sentence", async ({ page }) => {
  const file = await parquet("unknown.parquet", fills);
  await page.goto("/");
  await choose(page, [file]);
  const json = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Open a mapping" }).click();
  await (await json).setFiles(written("broken.json", "{ not json"));
  await expect(page.getByRole("alert").filter({ hasText: "it is not JSON" })).toBeVisible();
});

test("rows that are set aside are counted, shown, and kept with their reason", async ({ page }) => {
  const file = await parquet(
    "gaps.parquet",
    `SELECT CASE WHEN i % 50 = 0 THEN NULL ELSE 'p' || (i % 20) END AS patient_id, DATE '2025-01-01' + (i // 3)::INTEGER AS date, 30 AS days_supply FROM range(500) t(i)`,
  );
  await openFiles(page, [file]);
  await page.getByRole("link", { name: "Data", exact: true }).click();
  await expect(page.getByRole("row", { name: /gaps\.parquet 500 490 0 0 10 0/ })).toBeVisible();
  const lines = readFileSync(await (await savedRows(page, "Export rows set aside")).path(), "utf8").split("\r\n");
  expect(lines).toHaveLength(11);
  expect(lines[0]).toBe("file,row,reason,event");
  expect(lines[2]).toMatch(/^gaps\.parquet,51,/);

  const whatever = page.getByText(/all are shown, whatever the moment/);
  await expect(whatever).toHaveCount(0);
  await page.evaluate(() => window.history.pushState(null, "", "?as-known-at=2025-02-01"));
  await expect(whatever).toBeVisible();
  await expect(page.getByRole("region", { name: "Rows set aside" }).getByRole("listitem")).toHaveText(/10$/);
});

test("rows of an old shape are read as the mapping says, and say so", async ({ page }) => {
  test.slow();
  const file = await parquet(
    "shapes.parquet",
    `SELECT i % 1199 AS nr, 'p' || (i % 10) AS who, CASE WHEN i % 4 = 0 THEN 'visit' ELSE 'VisitMade' END AS what, CASE WHEN i % 4 = 0 THEN 1 ELSE 2 END AS schema_version,
      CASE WHEN i % 4 = 0 THEN NULL ELSE TIMESTAMP '2025-01-01' + to_hours(i) END AS noted, CASE WHEN i % 4 = 0 THEN TIMESTAMP '2025-01-01' + to_hours(i) END AS seen,
      CASE WHEN i % 4 <> 0 THEN i % 7 END AS result, CASE WHEN i % 4 = 0 THEN i % 7 END AS score FROM range(1200) t(i)`,
  );
  const mapping = {
    version: 1,
    name: "Clinic",
    id: ["nr"],
    type: { from: ["what"] },
    subject: { from: ["who"] },
    occurredAt: { from: ["noted"] },
    value: { from: ["result"] },
    roles: { VisitMade: "measure" },
    upcasts: [
      {
        name: "old visit",
        when: { types: ["visit"], version: { column: "schema_version", is: ["1"] } },
        type: "VisitMade",
        parts: { occurredAt: { from: ["seen"] }, value: { from: ["score"] } },
      },
    ],
  };
  await page.goto("/");
  await choose(page, [file]);
  const json = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Open a mapping" }).click();
  await (await json).setFiles(written("clinic.mapping.json", JSON.stringify(mapping)));
  const upcasts = page.getByRole("region", { name: "Upcasts" });
  const words = "Rows of type “visit”, schema_version “1” become “VisitMade”: occurred at from seen, value from score";
  await expect(upcasts.getByText(words)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Load it" }).click();
  await page.waitForURL(/\/insights\//);
  await page.getByRole("link", { name: "Data", exact: true }).click();
  await expect(page.getByRole("row", { name: /shapes\.parquet 1,200 1,199 0 1 0/ })).toBeVisible();
  await expect(page.getByText("1 upcast: old visit (300 rows)")).toBeVisible();
  await page.getByText("· read as Clinic ·").click();
  await expect(page.getByText(words)).toBeVisible();
  await expectAccessible(page);
  const versions = page.getByRole("region", { name: "Contradictions" });
  await versions.getByRole("button", { name: "Open" }).first().click();
  const panel = page.getByRole("dialog");
  await expect(panel.getByText("How it came to be")).toBeVisible();
  await expect(panel.getByRole("listitem").getByText(/read by the upcast “old visit”/)).toHaveCount(1);
  await expectAccessible(page);
  await panel.getByRole("button", { name: "Close" }).click();

  await expect(page.getByText("1 file kept.")).toBeVisible({ timeout: 60_000 });
  await page.reload();
  await expect(page.getByText("1 upcast: old visit (300 rows)")).toBeVisible({ timeout: 60_000 });
});
