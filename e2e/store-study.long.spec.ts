import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { written } from "./support/files";
import { choose, figure, savedCsv, savedRows } from "./support/history";
import { dispensed } from "./support/kept";
import { expect, test } from "./support/test";

const sha256 = (path: string) => createHash("sha256").update(readFileSync(path)).digest("hex");

const manifest = (name: string, files: readonly { path: string; sha256: string; rows?: number }[]) =>
  written(name, JSON.stringify({ files: files.map(({ path, ...about }) => ({ name: basename(path), ...about })) }));

test("a study leaves as one file and opens elsewhere with the same figure", async ({ page, browser, baseURL }) => {
  test.slow();
  const one = await dispensed("one.parquet", 0);
  await page.goto("/");
  await choose(page, [
    one,
    await dispensed("two.parquet", 1),
    manifest("one.manifest.json", [{ path: one, sha256: sha256(one), rows: 100 }]),
  ]);
  await figure(page);
  const before = await savedCsv(page);
  await page.getByRole("link", { name: "Data", exact: true }).click();
  await expect(page.getByText("verified by its manifest")).toHaveCount(1);
  await expect(page.getByText("unverified: no manifest came with it")).toHaveCount(1);
  const file = await (await savedRows(page, "Export the study")).path();
  const context = await browser.newContext({ ...(baseURL && { baseURL }) });
  const elsewhere = await context.newPage();
  await elsewhere.goto("/");
  await choose(elsewhere, [file]);
  await figure(elsewhere);
  expect(await savedCsv(elsewhere)).toEqual(before);
  await elsewhere.getByRole("link", { name: "Data", exact: true }).click();
  await expect(elsewhere.getByText("verified by its manifest")).toHaveCount(1);
  await expect(elsewhere.getByText("2 files kept.")).toBeVisible({ timeout: 60_000 });
  await context.close();
});

test("a file that differs from its manifest is refused in a sentence that names both", async ({ page }) => {
  test.slow();
  const [one, two] = [await dispensed("one.parquet", 0), await dispensed("two.parquet", 1)];
  await page.goto("/");
  await choose(page, [
    one,
    two,
    manifest("manifest.json", [
      { path: one, sha256: "0".repeat(64) },
      { path: two, sha256: sha256(two), rows: 99 },
    ]),
  ]);
  const alert = page.getByRole("alert").filter({ hasText: "one.parquet" });
  await expect(alert).toContainText("“one.parquet” was not loaded: it is not the file that “manifest.json” describes", {
    timeout: 60_000,
  });
  await expect(alert).toContainText("it has 100 rows, not 99");
  await expect(page.getByRole("button", { name: "Choose files" })).toBeVisible();
});
