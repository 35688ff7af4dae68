import { parquet } from "./support/files";
import { figure, openFiles, savedCsv } from "./support/history";
import { flipBit, openedComputed, privateFiles, projectionKept } from "./support/kept";
import { expect, test } from "./support/test";

const passphrase = "three small boats";

const month = (name: string, at: number) =>
  parquet(
    name,
    `SELECT 'P' || (i % 20) AS patient_id, DATE '2024-01-01' + (${at} * 31 + i % 28)::INTEGER AS date, 'medA' AS item, 30 AS days_supply
     FROM range(100) t(i)`,
  );

test("files are found again after a reload, read the same way, with the same figure", async ({ page }) => {
  test.slow();
  const files = [
    await month("january.parquet", 0),
    await month("february.parquet", 1),
    await month("march.parquet", 2),
  ];
  await openFiles(page, files);
  await expect(page.getByText("Kept in this browser.")).toHaveCount(3);
  const before = await savedCsv(page);
  await projectionKept(page);
  const again = async (computed: number) => {
    await page.reload();
    await figure(page);
    await expect(page.locator("[data-incomplete]")).toHaveCount(0, { timeout: 45_000 });
    expect(await savedCsv(page)).toEqual(before);
    expect(await openedComputed(page)).toBe(computed);
  };
  await again(1);
  const damaged = await projectionKept(page);
  await flipBit(page, damaged.find((path) => !path.endsWith("/header")) ?? "", 40);
  await again(0);
  await projectionKept(page);
  await again(1);
  await page.getByRole("link", { name: "Data", exact: true }).click();
  await expect(page.getByText("3 files kept.")).toBeVisible();
  await page.getByRole("row").filter({ hasText: "january.parquet" }).first().waitFor();
  expect((await privateFiles(page)).filter((path) => path.includes("/segments/"))).toHaveLength(3);

  await page.getByRole("button", { name: "Set a passphrase" }).click();
  await page.getByLabel("New passphrase").fill(passphrase);
  for (const again of ["three small goats", passphrase]) {
    await expect(page.getByText("The two differ.")).toHaveCount(again === passphrase ? 1 : 0);
    await page.getByLabel("The same again").fill(again);
    await page.getByRole("button", { name: "Encrypt", exact: true }).click();
  }
  await page.getByRole("button", { name: "Lock now" }).click({ timeout: 60_000 });
  await expect(page.getByLabel("Passphrase")).toBeFocused({ timeout: 60_000 });
  await page.keyboard.type(passphrase);
  await page.keyboard.press("Enter");
  await expect(page.getByText("3 files kept.")).toBeVisible({ timeout: 60_000 });
});

test("the demo history is not kept", { tag: "@long" }, async ({ page }) => {
  await page.goto("/#demo");
  await figure(page);
  await page.goto("/");
  await expect(page.getByRole("button", { name: "Choose files" })).toBeVisible();
});
