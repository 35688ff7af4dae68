import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/axe";
import { expect, test } from "./support/demo";
import { asked, closePanel, goTo } from "./support/history";
import { expectFitsPhone, overflow } from "./support/layout";

const demo = "public/demo/events.parquet";
const facts = (page: Page) => page.getByRole("region", { name: /^True on/ });

/** What the command line says was true, by kind and name. */
async function told(subject: string, at?: string): Promise<string[]> {
  const [, ...lines] = await asked("state", [demo], { subject, ...(at && { at }) });
  return lines;
}

test("from the worklist to a patient's timeline, and what was true on a day, by keys", async ({ page }) => {
  test.slow();
  await goTo(page, "worklist");
  await page.getByRole("button", { name: /A task overdue/ }).click();
  await page.getByRole("dialog").getByRole("row").nth(1).press("Enter");
  await page.getByRole("link", { name: "Timeline" }).click();
  const heading = page.getByRole("heading", { level: 1, name: /^Patient P\d{5}: / });
  await expect(heading).toBeVisible();
  const id = /P\d{5}/.exec((await heading.textContent()) ?? "")?.[0] ?? "";
  expect(`${page.url()} ${await page.title()}`).not.toContain(id);
  await expect(facts(page).getByRole("listitem")).toHaveCount((await told(id)).length);
  await expect(facts(page).getByText("open task", { exact: false }).first()).toBeVisible();
  const days = page.getByRole("slider", { name: /^Timeline/ });
  await days.focus();
  await days.press("Home");
  await days.press("PageUp");
  await days.press("ArrowRight");
  const day = new Date(Number(await days.getAttribute("aria-valuenow")) * 86_400_000).toISOString().slice(0, 10);
  await expect(facts(page).getByRole("listitem")).toHaveCount((await told(id, day)).length);
  await facts(page)
    .getByRole("button", { name: /^enrolled/ })
    .click();
  await expect(
    page.getByRole("dialog", { name: "patient enrolled" }).getByText("PatientEnrolled").first(),
  ).toBeVisible();
  await closePanel(page);
  await days.press(".");
  await expect(facts(page).getByText(/^after: /)).toBeVisible();
  const reached = page.getByRole("region", { name: /^Events of/ }).locator("[aria-current=step]");
  await expect(reached).toHaveCount(1);
  await page.getByRole("button", { name: "Event before" }).click();
  await expect(reached).toHaveCount(1);
  const timeline = page.getByRole("region", { name: "Timeline" });
  await timeline.getByRole("radio", { name: "90 days" }).click();
  await timeline.getByRole("button", { name: "Table", exact: true }).click();
  await expect(page.getByRole("grid", { name: "Timeline" })).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
});

test("a timeline is zoomed, moved, pinned, counted from an event and set beside another's", async ({ page }) => {
  test.slow();
  await page.getByRole("link", { name: "Patient", exact: true }).click();
  await page.getByLabel("Patient’s id").fill("P00007");
  await page.getByRole("button", { name: "Open", exact: true }).click();
  const lanes = page.getByRole("slider", { name: /^Timeline/ });
  const window = page.getByRole("group", { name: "Shown of all" });
  const shown = async () =>
    Promise.all(
      ["from", "to"].map(async (edge) =>
        Number(await window.getByRole("slider", { name: `Shown ${edge}, since the beginning` }).inputValue()),
      ),
    );
  const length = async () => {
    const [from = 0, to = 0] = await shown();
    return to - from;
  };
  const all = await length();
  expect(all).toBeGreaterThan(500);
  await lanes.focus();
  const box = await lanes.boundingBox();
  if (!box) throw new Error("no timeline");
  await page.mouse.move(box.x + box.width / 2, box.y + 20);
  await page.mouse.wheel(0, -400);
  await expect.poll(length).toBeLessThan(all * 0.6);
  const [before = 0] = await shown();
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 - 150, box.y + 20, { steps: 5 });
  await page.mouse.up();
  await expect.poll(async () => (await shown())[0] ?? 0).toBeGreaterThan(before + 10);
  await page.keyboard.press("0");
  await expect.poll(length).toBe(all);
  await lanes.press("Home");
  await lanes.press("Enter");
  await expect(page.getByRole("button", { name: /^Open patient enrolled/ })).toBeVisible();
  await lanes.press("End");
  await lanes.press("Enter");
  await expect(page.getByRole("button", { name: "Take the note away" })).toHaveCount(2);
  await page.getByRole("button", { name: "Take the note away" }).last().click();
  await lanes.press("Escape");
  await expect(page.getByRole("button", { name: "Take the note away" })).toHaveCount(0);
  await page.getByRole("button", { name: /Time$/ }).click();
  await page.getByRole("option", { name: "days since the first: medicine dispensed" }).click();
  await expect(
    window
      .getByText("day 0")
      .or(window.getByText("day −", { exact: false }))
      .first(),
  ).toBeVisible();
  await page.getByRole("button", { name: "Lanes" }).click();
  await page.getByRole("button", { name: "Scores", exact: true }).click();
  await page.getByRole("button", { name: "Doses in one lane" }).click();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Compare with a patient" }).click();
  await page.getByRole("dialog").getByLabel("Patient’s id").fill("P00003");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Patient P00003" })).toBeVisible();
  expect(page.url()).not.toMatch(/P0000/);
  await expectAccessible(page);
  await page.setViewportSize({ width: 375, height: 760 });
  await expect.poll(() => overflow(page)).toBe(0);
});

test("fifty patients are listed, one is opened from there, and a page for the chart is one page", async ({ page }) => {
  test.slow();
  await page.getByRole("link", { name: "Patient", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Patients 1 to 50 of 500" })).toBeVisible();
  await page.getByRole("button", { name: "Next", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Patients 51 to 100 of 500" })).toBeVisible();
  await page.getByRole("button", { name: "Table", exact: true }).click();
  await expectAccessible(page);
  await page.getByRole("grid", { name: "Patients" }).getByRole("row").nth(1).press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: /^Patient P00051: / })).toBeVisible();
  await page.getByRole("button", { name: "Print", exact: true }).click();
  const sheet = page.getByRole("article", { name: "One page for the chart" });
  await expect(sheet.getByText(/^As known by the end of the data/)).toBeVisible();
  await expect(sheet.getByRole("definition").first()).toBeVisible();
  await expectAccessible(page);
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("navigation", { name: "Main" })).toBeHidden();
  await expect(sheet).toBeVisible();
  const printed = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  expect(printed.match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(1);
  await page.emulateMedia({ media: "screen" });
  await page.getByRole("button", { name: "Back to the timeline" }).click();
  await expect(page.getByRole("slider", { name: /^Timeline/ })).toBeVisible();
});
