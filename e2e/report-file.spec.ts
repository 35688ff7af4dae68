import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { expectAccessible } from "./support/axe";

const html = readFileSync(join(import.meta.dirname, "../docs/reports/adherence.html"), "utf8");

test.describe("the example report, without scripts and without a network", () => {
  test.use({ javaScriptEnabled: false, offline: true });

  test("shows everything, asks for nothing, and is a tagged document on paper", async ({ page }) => {
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.setContent(html);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Adherence and persistence in the demo history");
    await expect(page.locator("figure")).toHaveCount(5);
    await expect(page.locator("figure svg:has(title)").first()).toBeVisible();
    const pdf = (
      await page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true, outline: true })
    ).toString("latin1");
    for (const part of ["/StructTreeRoot", "/Outlines", "/FontFile2", "/ToUnicode"]) expect(pdf).toContain(part);
    await page.getByText("Table 2.1: Every value").click();
    await expect(page.getByRole("cell", { name: "hidden" }).first()).toBeVisible();
    expect(asked).toEqual([]);
  });
});

test("the example report is clean to axe and fits a phone", async ({ page }) => {
  await page.setViewportSize({ width: 375, height: 800 });
  await page.setContent(html);
  await expectAccessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
});
