import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/axe";
import { choose, figure, savedCsv } from "./support/history";
import { dispensed, flipBit, privateFiles, readPrivate } from "./support/kept";
import { expect, test } from "./support/test";

const passphrase = "three small boats";

async function keepEncrypted(page: Page, files: readonly string[]): Promise<void> {
  await page.goto("/");
  await choose(page, files);
  await expect(page.getByText("Kept in this browser.")).toHaveCount(files.length, { timeout: 90_000 });
  await page.getByRole("link", { name: "Data", exact: true }).click();
  await page.getByRole("button", { name: "Set a passphrase" }).click();
  await page.getByLabel("New passphrase").fill(passphrase);
  await page.getByLabel("The same again").fill(passphrase);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Encrypt", exact: true }).click();
  await expect(page.getByRole("button", { name: "Lock now" })).toBeVisible({ timeout: 60_000 });
}

async function unlock(page: Page, words: string): Promise<void> {
  await page.getByLabel("Passphrase").fill(words);
  await page.getByRole("button", { name: "Unlock" }).click();
}

const locked = (page: Page) => page.getByRole("heading", { name: "Your history is locked" });

test("what is kept is encrypted, locks, refuses a wrong passphrase and opens with the right one", async ({ page }) => {
  test.setTimeout(300_000);
  await keepEncrypted(page, [await dispensed("secret-name.parquet", 0), await dispensed("two.parquet", 1)]);
  await page.getByRole("link", { name: "Over time" }).click();
  const before = await savedCsv(page);
  for (const path of await privateFiles(page)) {
    const bytes = await readPrivate(page, path);
    for (const clear of ["PAR1", "patient_id", "secret-name", "medA"]) expect(bytes.includes(clear)).toBe(false);
  }
  await page.getByRole("link", { name: "Data", exact: true }).click();
  await page.getByRole("button", { name: "Lock now" }).click();
  await expect(locked(page)).toBeVisible({ timeout: 60_000 });
  await expectAccessible(page);
  expect(page.workers().filter((worker) => worker.url().includes("duckdb"))).toEqual([]);
  await unlock(page, "three small goats");
  await expect(page.getByText("This is not the passphrase.")).toBeVisible({ timeout: 30_000 });
  await expectAccessible(page);
  await page.reload();
  await expect(locked(page)).toBeVisible();
  await unlock(page, passphrase);
  await page.getByRole("link", { name: "Over time" }).click();
  await figure(page);
  await expect(page.locator("[data-incomplete]")).toHaveCount(0, { timeout: 60_000 });
  expect(await savedCsv(page)).toEqual(before);
});

test("locking while files are still being opened lets go of all the same", async ({ page }) => {
  test.setTimeout(300_000);
  await keepEncrypted(page, [await dispensed("one.parquet", 0), await dispensed("two.parquet", 1)]);
  await page.getByRole("button", { name: "Lock now" }).click();
  await expect(locked(page)).toBeVisible({ timeout: 60_000 });
  await unlock(page, passphrase);
  await page.getByRole("button", { name: "Lock now" }).click({ timeout: 60_000 });
  await expect(locked(page)).toBeVisible({ timeout: 60_000 });
  await unlock(page, passphrase);
  await expect(page.getByRole("heading", { level: 1, name: /200 events/ })).toBeVisible({ timeout: 90_000 });
});

test("a bit that was flipped in an encrypted file is noticed, and the others open", async ({ page, seen }) => {
  test.setTimeout(300_000);
  await keepEncrypted(page, [await dispensed("one.parquet", 0), await dispensed("two.parquet", 1)]);
  await page.goto("/data");
  await expect(locked(page)).toBeVisible();
  const file = (await privateFiles(page)).find((path) => path.includes("/segments/"));
  await flipBit(page, file ?? "", 300);
  await page.reload();
  await unlock(page, passphrase);
  await expect(page.getByText("is no longer as it was written").first()).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole("heading", { level: 1, name: /100 events/ })).toBeVisible({ timeout: 60_000 });
  expect(seen.errors).toEqual([]);
});

test("the passphrase can be changed and removed, and the old one opens nothing any more", async ({ page }) => {
  test.setTimeout(300_000);
  await keepEncrypted(page, [await dispensed("one.parquet", 0)]);
  await page.getByRole("button", { name: "Change the passphrase" }).click();
  await page.getByLabel("Passphrase now").fill(passphrase);
  await page.getByLabel("New passphrase").fill("four large ships");
  await page.getByLabel("The same again").fill("four large ships");
  await page.getByRole("button", { name: "Change it" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0, { timeout: 60_000 });
  await page.reload();
  await unlock(page, passphrase);
  await expect(page.getByText("This is not the passphrase.")).toBeVisible({ timeout: 30_000 });
  await unlock(page, "four large ships");
  await page.getByRole("button", { name: "Remove it" }).click({ timeout: 60_000 });
  await page.getByLabel("Passphrase now").fill("four large ships");
  await page.getByRole("dialog").getByRole("button", { name: "Remove it" }).click();
  await expect(page.getByRole("button", { name: "Set a passphrase" })).toBeVisible({ timeout: 60_000 });
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: /100 events/ })).toBeVisible({ timeout: 60_000 });
});

test("fifteen minutes without a touch lock it, after a warning", async ({ page }) => {
  test.setTimeout(300_000);
  await page.clock.install();
  await keepEncrypted(page, [await dispensed("one.parquet", 0)]);
  await expect(page.getByText("1 file kept.")).toBeVisible();
  await expect(page.getByRole("region", { name: "Loading" })).toHaveCount(0);
  await page.clock.fastForward(13.5 * 60_000);
  await expect(page.getByText(/this locks within/)).toHaveCount(0);
  await page.clock.fastForward(40_000);
  await expect(page.getByText(/this locks within/)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Stay" }).click();
  await expect(page.getByText(/this locks within/)).toHaveCount(0);
  await page.clock.fastForward(14.5 * 60_000);
  await expect(page.getByText(/this locks within/)).toBeVisible();
  await page.clock.fastForward(40_000);
  await expect(locked(page)).toBeVisible();
});
