import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { unzipSync } from "fflate";
import { expectAccessible } from "./support/axe";
import { written } from "./support/files";
import { simulated } from "../lib/testing/simulated";
import { openFiles } from "./support/history";
import { overflow } from "./support/layout";
import { expect, test } from "./support/test";

const history = simulated({ patients: 120, months: 14, seed: 7 });
test.afterAll(() => history.remove());

const preview = (page: Page) => page.getByRole("region", { name: "As its reader sees it" });
const part = (page: Page, name: string) => page.getByRole("article", { name, exact: true });

/** The report stands in the preview as it was changed last. */
async function made(page: Page): Promise<void> {
  await expect(preview(page).locator("[data-sheet]:not([inert])")).toBeVisible({ timeout: 60_000 });
  await expect(preview(page)).not.toHaveAttribute("aria-busy", "true", { timeout: 60_000 });
}

async function checked(page: Page, file: string): Promise<void> {
  await page.getByLabel("A report as HTML").setInputFiles(file);
  await expect(page.getByRole("region", { name: "Checked report" })).not.toContainText("Making it again", {
    timeout: 60_000,
  });
}

test("a report is written from a template, leaves as one file that stands alone, and comes out the same again", async ({
  page,
  seen,
}) => {
  test.slow();
  await openFiles(page, [history.path("events.parquet")]);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Report" }).click();
  await page.getByRole("button", { name: "Begin with the Care-team monthly" }).click();
  await made(page);

  await test.step("what is written stands in the preview, and is undone in one step", async () => {
    const text = part(page, "text 1").getByLabel("In Markdown");
    const before = await text.inputValue();
    await text.fill("For the *team*.");
    await expect(preview(page).getByText("For the team.")).toBeVisible({ timeout: 60_000 });
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(text).toHaveValue(before);
    await page.getByRole("button", { name: "Redo" }).click();
    await expect(text).toHaveValue("For the *team*.");
  });

  await test.step("parts change places by the keyboard, which stays where it was", async () => {
    await expect(part(page, "figure 1")).toContainText("Lifecycle");
    const down = page.getByRole("button", { name: "Move figure 1 down" });
    await down.focus();
    await page.keyboard.press("Enter");
    await expect(part(page, "figure 2")).toContainText("Lifecycle");
    await expect(page.getByRole("button", { name: "Move figure 2 down" })).toBeFocused();
    await expect(page.getByText("Figure 1 is now 3 of 6.")).toBeVisible();
    await made(page);
    await expect(preview(page).getByText(/^Figure 2\. /)).toBeVisible();
  });

  await test.step("what is hidden is counted and marked", async () => {
    await expect(
      preview(page)
        .getByText(/ hidden/)
        .first(),
    ).toBeVisible();
    await preview(page)
      .getByText(/^Table 3\.1: /)
      .click();
    await expect(preview(page).getByRole("cell", { name: "hidden", exact: true }).first()).toBeVisible();
  });

  await test.step("it is saved, also when one comes back to it", async () => {
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(page.getByText("Saved.", { exact: true })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("radio", { name: "Dark" }).click();
    await expectAccessible(page);
    await page.getByRole("radio", { name: "Light" }).click();
  });

  const html = await test.step("it leaves as one file that needs no script and asks nobody", async () => {
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Export", exact: true }).click();
    await page.getByRole("menuitem", { name: "HTML" }).click();
    const saved = await download;
    expect(saved.suggestedFilename()).toBe("Care-team monthly.html");
    return readFileSync(await saved.path(), "utf8");
  });

  await test.step("its figures leave by themselves, as lines and in twice as many pixels", async () => {
    const archive = async (format: string) => {
      const download = page.waitForEvent("download");
      await page.getByRole("button", { name: "Export", exact: true }).click();
      await page.getByRole("menuitem", { name: format }).click();
      return unzipSync(readFileSync(await (await download).path()));
    };
    const [lines, pixels] = [await archive("SVG"), await archive("PNG")];
    const names = Object.keys(lines).map((name) => name.replace(/\.svg$/, ""));
    expect(names.length).toBeGreaterThan(2);
    expect(Object.keys(pixels)).toEqual(names.map((name) => `${name}.png`));
    const [first = ""] = names;
    const svg = new TextDecoder().decode(lines[`${first}.svg`]);
    expect(svg).toContain("<title>Figure ");
    expect(svg).not.toMatch(/var\(|class=/);
    const png = Buffer.from(pixels[`${first}.png`] ?? []);
    expect(png.subarray(1, 4).toString("latin1")).toBe("PNG");
    expect(png.readUInt32BE(16)).toBe(2 * Number(/width="(\d+)"/.exec(svg)?.[1]));
    // Drawn, and not an empty sheet.
    expect(png.length).toBeGreaterThan(20_000);
  });

  await test.step("the file shows everything by itself", async () => {
    const browser = page.context().browser();
    const context = await browser?.newContext({ javaScriptEnabled: false, offline: true });
    const alone = await context?.newPage();
    if (!alone) throw new Error("no page");
    const asked: string[] = [];
    alone.on("request", (request) => asked.push(request.url()));
    await alone.goto(`file://${written("report.html", html)}`);
    await expect(alone.getByRole("heading", { level: 1, name: "Care-team monthly" })).toBeVisible();
    await expect(alone.getByText("For the team.")).toBeVisible();
    await expect(alone.getByText(/^Figure 4\. /)).toBeVisible();
    expect(await alone.locator("figure svg").count()).toBeGreaterThan(2);
    expect(asked.filter((address) => !address.startsWith("file:"))).toEqual([]);
    await context?.close();
    expect(html).not.toMatch(/<script(?! type="application\/json")/);
    expect(html).not.toMatch(/lightningcss|light-dark|https?:\/\/(?!www\.w3\.org)/);
  });

  await test.step("opened again it comes out the same, and changed by one letter it is refused", async () => {
    await checked(page, written("report.html", html));
    await expect(page.getByText("Identical.", { exact: true })).toBeVisible();
    await checked(page, written("changed.html", html.replace("For the ", "for the ")));
    await expect(page.getByText(/“changed.html” is not as it was made: somebody changed it since/)).toBeVisible();
    await checked(page, written("letter.html", "<p>Dear Sir</p>"));
    await expect(page.getByText("“letter.html” carries no report that can be read.")).toBeVisible();
    await page
      .getByRole("region", { name: "Checked report" })
      .getByRole("button", { name: "Close this message" })
      .click();
  });

  await test.step("its tables leave as a workbook and zipped", async () => {
    for (const [format, name] of [
      ["XLSX", "Care-team monthly.xlsx"],
      ["CSV", "Care-team monthly-csv.zip"],
      ["Parquet", "Care-team monthly-parquet.zip"],
    ] as const) {
      const download = page.waitForEvent("download");
      await page.getByRole("button", { name: "Export", exact: true }).click();
      await page.getByRole("menuitem", { name: format }).click();
      const saved = await download;
      expect(saved.suggestedFilename()).toBe(name);
      expect(
        readFileSync(await saved.path())
          .subarray(0, 2)
          .toString("latin1"),
      ).toBe("PK");
    }
  });

  await test.step("a figure opens on its own page with what it asks, and goes back changed", async () => {
    await part(page, "figure 1").getByRole("link", { name: "Open to change what it asks" }).click();
    await page.getByRole("button", { name: "Period" }).click();
    await page.getByRole("option", { name: "quarter" }).click();
    await page.getByRole("button", { name: "Change it in the report" }).click();
    await page.getByRole("link", { name: "Open the report" }).click();
    await made(page);
    await expect(part(page, "figure 1")).toContainText("quarter");
    await expect(part(page, "figure 1").getByLabel("Heading")).toHaveValue("Adherence");
  });

  await test.step("on a phone nothing is cut off", async () => {
    await page.setViewportSize({ width: 375, height: 800 });
    await expect.poll(() => overflow(page)).toBe(0);
  });
  expect(seen.requests.filter((address) => /report=|cohort=|P0000/.test(address))).toEqual([]);
});
