import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { tableFromArrays, tableToIPC } from "apache-arrow";
import { cut, locked, parquet, told, written } from "./support/files";
import { asked, choose, figure, goTo, openFiles, savedCsv, savedRows } from "./support/history";
import { expect, test } from "./support/test";

const dispensings = (
  patients: number,
) => `SELECT 'D' || (i % ${patients}) AS "PATIENT_ID", DATE '2024-01-01' + (i // ${patients} * 31 + i % 5)::INTEGER AS "DATE",
  1 AS "PERDAY", 'medA' AS "CATEGORY", 30 AS "DURATION" FROM range(${patients * 12}) t(i)`;

test("OMOP tables dropped together show adherence without a form", async ({ page }) => {
  const folder = join("..", "shared", "data", "synthea-omop");
  test.skip(!existsSync(folder), "the OMOP extract is not here");
  const files = readdirSync(folder)
    .filter((name) => name.endsWith(".parquet"))
    .map((name) => join(folder, name));
  await openFiles(page, files);
  expect(await savedCsv(page)).toEqual(await asked("adherence-over-time", files));
});

test("what cannot be loaded is refused in a sentence and leaves the rest untouched", async ({ page }) => {
  test.slow();
  const good = await parquet("good.parquet", dispensings(40));
  const arrow = written(
    "cells.arrow",
    tableToIPC(
      tableFromArrays({ patient_id: ["a", "b"], date: ["2024-01-01", "2024-02-01"], days_supply: [30, 30] }),
      "file",
    ),
  );
  const bad = [
    { path: written("nothing.parquet", ""), says: "the file is empty" },
    { path: written("letter.parquet", "Dear Sir or Madam, ".repeat(40)), says: "neither Parquet nor Arrow" },
    { path: cut(good, "half.parquet", 0.5), says: "ends too early" },
    { path: cut(arrow, "half.arrow", 0.6), says: "ends too early" },
    { path: locked(good, "locked.parquet"), says: "encrypted" },
  ];
  await openFiles(page, [good]);
  const before = await savedCsv(page);
  await page.getByRole("link", { name: "Data" }).click();
  for (const { path, says } of bad) {
    await choose(page, [path]);
    const alert = page.getByRole("alert").filter({ hasText: path.split("/").at(-1) ?? path });
    await expect(alert).toContainText(says);
    await expect(alert).toContainText("was not loaded");
  }
  await goTo(page, "adherence-over-time");
  expect(await savedCsv(page)).toEqual(before);
});

test("the same file twice changes no number and says so", async ({ page }) => {
  const file = await parquet("twice.parquet", dispensings(25));
  await openFiles(page, [file]);
  const before = await savedCsv(page);
  await page.getByRole("link", { name: "Data" }).click();
  await choose(page, [file]);
  await expect(page.getByText("already loaded: nothing changed")).toBeVisible();
  await goTo(page, "adherence-over-time");
  expect(await savedCsv(page)).toEqual(before);
});

test("the statement under a figure gives its table in DuckDB beside the events that the page exports", async ({
  page,
}) => {
  await page.goto("/insights/adherence-over-time?measure=taking");
  await choose(page, [await parquet("stated.parquet", dispensings(60))]);
  await figure(page);
  await expect(page.getByText("“Measured from” is “taking” in the address")).toBeVisible();
  await expect(page.getByText("do not say when patients were no longer observed")).toBeVisible();
  const shown = await savedCsv(page);
  await page.getByRole("button", { name: "SQL", exact: true }).click();
  const statement = await page.getByLabel("SQL", { exact: true }).textContent();
  const saved = await savedRows(page, "Export events");
  expect(saved.suggestedFilename()).toBe("events.parquet");
  written("events.parquet", readFileSync(await saved.path()));
  expect(await told(statement ?? "")).toEqual(shown);
});

test("text from a file is shown as text, whatever it says", async ({ page, seen }) => {
  const hostile = `<img src=x onerror="fetch('https://example.com')">'; DROP TABLE received; --`;
  const file = await parquet(
    "hostile <b>name.parquet",
    `SELECT '${hostile.replaceAll("'", "''")}' || i AS subject, '${hostile.replaceAll("'", "''")}' AS type, TIMESTAMPTZ '2024-01-01' + to_days(i::INTEGER) AS occurred_at,
      i AS event_id, '=cmd()' AS item, 'x' AS "select "" from --" FROM range(50) t(i)`,
  );
  await page.goto("/");
  await choose(page, [file]);
  await page.waitForURL(/insights/);
  await page.getByRole("link", { name: "Data" }).click();
  await expect(page.getByText(hostile).first()).toBeVisible();
  expect(await page.locator("img").count()).toBe(0);
  expect(seen.foreign).toEqual([]);
});

test("no address, title or request tells a patient's id", async ({ page, seen }) => {
  const file = await parquet("ids.parquet", dispensings(30).replace("'D' ||", "'SECRET-ID-' ||"));
  await openFiles(page, [file]);
  await page.getByRole("button", { name: "Table" }).click();
  await page.getByRole("row").nth(1).dblclick();
  expect([...seen.requests, page.url(), await page.title()].join("\n")).not.toContain("SECRET");
});

test("a crash of the database is survived: the history is read again and the figure is the same", async ({
  page,
  seen,
}) => {
  test.slow();
  const file = await parquet("crash.parquet", dispensings(30));
  await openFiles(page, [file]);
  const before = await savedCsv(page);
  const database = page.workers().find((worker) => worker.url().includes("duckdb"));
  await database?.evaluate(() => {
    setTimeout(() => {
      throw new Error("crashed for a test");
    });
  });
  await page.getByRole("button", { name: /period/i }).click();
  await page.getByRole("option", { name: /quarter/i }).click();
  await expect(page.getByText("Quarter", { exact: false }).first()).toBeVisible();
  await page.goBack();
  await expect.poll(() => savedCsv(page), { timeout: 45_000 }).toEqual(before);
  expect(database).toBeDefined();
  seen.errors.length = 0;
});
