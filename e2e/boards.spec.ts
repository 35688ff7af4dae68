import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/axe";
import { written } from "./support/files";
import { simulated } from "../lib/testing/simulated";
import { openFiles } from "./support/history";
import { overflow } from "./support/layout";
import { expect, test } from "./support/test";

const history = simulated({ patients: 120, months: 14, seed: 7 });
test.afterAll(() => history.remove());

const settled = async (page: Page) => {
  await expect(page.getByRole("article")).not.toHaveCount(0);
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
};
const card = (page: Page, name: string) => page.getByRole("article", { name, exact: true });
const finding = (page: Page, name: string) => card(page, name).getByRole("heading", { level: 2 });
const selected = (page: Page) => page.getByRole("region", { name: "Selected" }).getByRole("status");

test("figures of a board filter each other, undo and redo take steps, and a board is saved, put away and opened again", async ({
  page,
  seen,
}) => {
  test.slow();
  await openFiles(page, [history.path("events.parquet")]);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Board" }).click();
  await settled(page);
  await expect(page.getByRole("article")).toHaveCount(6);
  await expectAccessible(page);
  const whole = await finding(page, "Adherence over time").textContent();

  await test.step("the first change of a new board is undone too", async () => {
    await page.getByRole("button", { name: "Add a figure" }).click();
    await page.getByRole("menuitem", { name: "Over time" }).click();
    await expect(card(page, "Adherence over time 2")).toBeVisible();
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(page.getByRole("article")).toHaveCount(6);
  });

  await test.step("a cell selects as many patients as it counts", async () => {
    const cell = card(page, "Retention by start").getByRole("grid").getByRole("button").nth(2);
    const told = /([\d,]+) of [\d,]+$/.exec((await cell.getAttribute("aria-label")) ?? "")?.[1] ?? "";
    await cell.press("Enter");
    await expect(selected(page)).toHaveText(`${told} patients selected`);
    await settled(page);
    await expect(cell).toHaveCSS("outline-style", "solid");
    await expect(card(page, "Retention by start").getByRole("grid").getByRole("button").nth(3)).toHaveCSS(
      "filter",
      "grayscale(1)",
    );
    await expect(finding(page, "Adherence over time")).not.toHaveText(whole ?? "");
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(page.getByText("Press a mark, or draw along a figure")).toBeVisible();
    await expect(finding(page, "Adherence over time")).toHaveText(whole ?? "");
    await page.keyboard.press("ControlOrMeta+Shift+z");
    await expect(selected(page)).toHaveText(`${told} patients selected`);
  });

  await test.step("a stretch is brushed by keys and by the pointer, and both selections hold", async () => {
    const before = Number(/^[\d,]+/.exec((await selected(page).textContent()) ?? "")?.[0]);
    const bars = card(page, "Events over time").getByRole("application");
    await bars.focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Shift+ArrowRight");
    await page.keyboard.press("Shift+ArrowRight");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("region", { name: "Selected" })).toContainText("3 points");
    await settled(page);
    await expect(card(page, "Events over time").locator("rect[data-selected]")).toHaveCount(3);
    await expect
      .poll(async () => Number(/^[\d,]+/.exec((await selected(page).textContent()) ?? "")?.[0]))
      .toBeLessThanOrEqual(before);
    const { x, y, width, height } = (await bars.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    await page.mouse.move(x + width * 0.5, y + height * 0.7);
    await page.mouse.down();
    await page.mouse.move(x + width * 0.9, y + height * 0.7, { steps: 4 });
    await page.mouse.up();
    await expect(page.getByRole("region", { name: "Selected" })).toContainText(/[4-9] points/);
    await settled(page);
    await expectAccessible(page);
    await page.getByRole("button", { name: "Clear selection" }).click();
    await expect(finding(page, "Adherence over time")).toHaveText(whole ?? "");
  });

  await test.step("figures have their parameters apart", async () => {
    await page.getByRole("button", { name: "Parameters of Adherence over time" }).click();
    await card(page, "Adherence over time").getByRole("button", { name: "Period" }).click();
    await page.getByRole("option", { name: "quarter" }).click();
    await expect(page).toHaveURL(/f1\.unit=quarter/);
    await settled(page);
    await expect(card(page, "Events over time").getByText("events per month")).toBeVisible();
    await page.getByRole("button", { name: "Place of Lifecycle" }).click();
    await page.getByRole("menuitem", { name: "Remove" }).click();
    await expect(page.getByRole("article")).toHaveCount(5);
    await page.getByRole("button", { name: "Add a figure" }).click();
    await page.getByRole("menuitem", { name: "Funnel" }).click();
    await expect(card(page, "Funnel")).toBeVisible();
  });

  const file = await test.step("it is saved with its versions", async () => {
    await page.getByRole("textbox", { name: "Name of the board" }).fill("Monthly");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(page.getByText("Saved.", { exact: true })).toBeVisible();
    await page.getByRole("button", { name: "Place of Funnel" }).click();
    await page.getByRole("menuitem", { name: "Remove" }).click();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(page.getByText("Saved as version 2.")).toBeVisible();
    await page.getByRole("button", { name: "Versions of Monthly" }).click();
    await expect(page.getByRole("option", { name: /Version 2.*5 figures; without Funnel/ })).toBeVisible();
    await page.getByRole("option").last().click();
    await expect(card(page, "Funnel")).toBeVisible();
    await expect(
      page.getByText(/^This is an older version of “Monthly”, 1 of 2, .* Saved as current is version 2/),
    ).toBeVisible();
    await page.getByRole("button", { name: "Make this version current" }).click();
    await expect(page.getByText("Saved as version 3. It is the current one.")).toBeVisible();
    await expect(page.getByText(/^This is an older version/)).toHaveCount(0);
    await expect(page).toHaveURL(/f1\.unit=quarter/);
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Export as JSON" }).click();
    return written("monthly.json", readFileSync(await (await download).path(), "utf8"));
  });

  await test.step("a file of it opens, and one that is none is refused in a sentence", async () => {
    await page.getByRole("button", { name: "New board" }).click();
    await expect(card(page, "Funnel")).toHaveCount(0);
    await page.getByLabel("A board as JSON").setInputFiles(written("letter.json", "Dear Sir"));
    await expect(page.getByText("“letter.json” is not a board: the file is not JSON.")).toBeVisible();
    await page.getByLabel("A board as JSON").setInputFiles(file);
    await expect(card(page, "Funnel")).toBeVisible();
    await expect(page.getByRole("heading", { level: 1, name: "Monthly" })).toBeAttached();
  });

  await test.step("it is there when one comes back to it, also on a phone", async () => {
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Cohorts" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Cohorts" })).toBeVisible();
    await page.setViewportSize({ width: 375, height: 800 });
    await page.getByRole("button", { name: "Menu" }).click();
    await page.getByRole("dialog").getByRole("link", { name: "Board" }).click();
    await expect(card(page, "Funnel")).toBeVisible();
    await settled(page);
    await expect.poll(() => overflow(page)).toBe(0);
    await expectAccessible(page);
  });
  expect(seen.requests.filter((address) => /select=|cohort=|P0000/.test(address))).toEqual([]);
});
