import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/axe";
import { expect, test } from "./support/demo";
import { asked, closePanel } from "./support/history";
import { expectFitsPhone } from "./support/layout";

const demo = "public/demo/events.parquet";
/** A patient of the demo of whom a good many records were corrected and withdrawn. */
const subject = "P00118";

async function openPatient(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Patient", exact: true }).click();
  await page.getByLabel("Patient’s id").fill(subject);
  await page.getByLabel("Patient’s id").press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: `Patient ${subject}` })).toBeVisible();
}

const clocks = (page: Page) => page.getByRole("region", { name: "What we knew when" });
const changed = (page: Page) => page.getByRole("region", { name: /^Changed since/ });

/** The widths at which a view must hold, left at the narrow one. */
async function expectFits(page: Page): Promise<void> {
  await expectAccessible(page);
  await expectFitsPhone(page);
}

test("what was known when: the moment moved by keys and by pointer, marks by keys, changes in words", async ({
  page,
}) => {
  test.slow();
  await openPatient(page);
  const view = clocks(page);
  const line = view.getByRole("slider", { name: "As known at" });
  await expect(view.getByRole("heading", { name: /^As known now: 1,\d+ records in use/ })).toBeVisible();
  await line.focus();
  await line.press("PageDown");
  await line.press("PageDown");
  await line.press("ArrowDown");
  const day = new Date(Number(await line.getAttribute("aria-valuenow")) * 86_400_000).toISOString().slice(0, 10);
  await expect(page).toHaveURL(new RegExp(`as-known-at=${day}`));
  const [, ...rows] = await asked("changes", [demo], { subject, since: "2020-01-01" }, ["--as-known-at", day]);
  const stated = Number(rows.at(-1)?.split(",")[6]) + rows.length - 1;
  expect(stated).toBeGreaterThan(1000);
  await expect(view.getByRole("heading", { name: /, \d+ not known yet$/ })).toBeVisible();

  const chip = changed(page).getByRole("button", { name: /^Changed since:/ });
  const usual = /\d+ \w+ \d{4}/.exec((await chip.getAttribute("aria-label")) ?? "")?.[0] ?? "";
  const since = new Date(`${usual} UTC`).toISOString().slice(0, 10);
  const [, ...told] = await asked("changes", [demo], { subject, since }, ["--as-known-at", day]);
  await expect(changed(page).getByRole("listitem")).toHaveCount(told.length - 1);
  await expect(
    changed(page)
      .getByText(/^On .* we believed (of|in) .*; on .* it was (corrected|withdrawn)/)
      .first(),
  ).toBeVisible();

  const box = await line.boundingBox();
  if (!box) throw new Error("the line is not drawn");
  await page.mouse.move(box.x + 200, box.y + 10);
  await page.mouse.down();
  await page.mouse.move(box.x + 200, box.y + 70, { steps: 4 });
  await expect(page).toHaveURL(new RegExp(`as-known-at=${day}`));
  await page.mouse.up();
  await expect(page).not.toHaveURL(new RegExp(`as-known-at=${day}`));
  await page.goBack();
  await expect(page).toHaveURL(new RegExp(`as-known-at=${day}`));

  await view.getByRole("radio", { name: "90 days" }).click();
  const figure = view.getByRole("application", { name: "What we knew when" });
  await figure.focus();
  await figure.press("ArrowRight");
  await expect(view.getByText(/ of \d+ \w+ \d{4}, recorded /)).toHaveCount(1);
  await figure.press("Enter");
  await closePanel(page);
  await view.getByRole("button", { name: "Table", exact: true }).click();
  await expect(view.getByRole("grid", { name: "What we knew when" })).toBeVisible();
  await expectFits(page);
});

test("a correction opens with its chain, each record of it opens, and is copied digit for digit", async ({
  page,
  context,
}) => {
  test.slow();
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openPatient(page);
  await changed(page)
    .getByRole("button", { name: /it was corrected to/ })
    .first()
    .click();
  const panel = page.getByRole("dialog");
  const chain = panel.getByRole("region", { name: "How it came to be" });
  await expect(chain.getByRole("listitem")).toHaveCount(2);
  await expect(
    chain.getByRole("button", { name: /This record.*in use.*(corrects|is a new version of) 1/ }),
  ).toHaveAttribute("aria-current", "true");
  await panel.getByRole("button", { name: "Copy as JSON" }).click();
  await expect(panel.getByText("Copied, every digit as exported.")).toBeVisible();
  const copied: unknown = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
  expect(copied).toMatchObject({ subject, type: "MedicineTaken", topic: "app.events" });
  await chain.getByRole("button", { name: /not in use/ }).press("Enter");
  await expect(chain.getByRole("button", { name: /^1 .*This record.*not in use/ })).toHaveAttribute(
    "aria-current",
    "true",
  );
  await expect(chain.getByRole("button", { name: /^1 .*This record/ })).toBeFocused();
  await expect(panel.getByText("Copied, every digit as exported.")).toHaveCount(0);
  await expectFits(page);
  await closePanel(page);
});

test("where the clipboard is refused, the JSON can be copied by hand or saved", async ({ page }) => {
  test.slow();
  await page.evaluate(() => Object.defineProperty(navigator, "clipboard", { value: undefined, configurable: true }));
  await openPatient(page);
  await changed(page).getByRole("listitem").first().getByRole("button").click();
  const panel = page.getByRole("dialog");
  await panel.getByRole("button", { name: "Copy as JSON" }).click();
  const text = panel.getByLabel("The event as JSON");
  await expect(text).toBeFocused();
  const selected = await text.evaluate((field: HTMLTextAreaElement) => field.selectionEnd - field.selectionStart);
  expect(selected).toBe((await text.inputValue()).length);
  const download = page.waitForEvent("download");
  await panel.getByRole("button", { name: "Save" }).click();
  expect((await download).suggestedFilename()).toMatch(/^event-\d+-\d+\.json$/);
  await page.evaluate(() => Reflect.deleteProperty(navigator, "clipboard"));
});

test("the calendar by keys: days and months, and what the month adds up to", async ({ page }) => {
  test.slow();
  await openPatient(page);
  const calendar = page.getByRole("region", { name: "Calendar" });
  const chosen = calendar.getByRole("gridcell", { selected: true });
  await expect(chosen).toHaveCount(1);
  await chosen.focus();
  await page.keyboard.press("PageUp");
  await expect(calendar.getByRole("grid", { name: /May 2026$/ })).toBeVisible();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowRight");
  await expect(chosen).toBeFocused();
  await expect(chosen).toHaveAttribute("aria-label", /^Tuesday \d+ \w+ 2026: \d of \d+ doses? taken/);
  const label = (await chosen.getAttribute("aria-label")) ?? "";
  const day = /\d+ \w+ \d{4}/.exec(label)?.[0] ?? "";
  await expect(page.getByRole("region", { name: `Events of ${day}` })).toBeVisible();
  const cells = calendar.getByRole("gridcell", { name: /doses? taken/ });
  const labels = await cells.evaluateAll((all) => all.map((one) => one.getAttribute("aria-label") ?? ""));
  const sums = labels.map((one) => /(\d+) of (\d+) doses? taken/.exec(one)?.slice(1).map(Number) ?? [0, 0]);
  const [taken, due] = [0, 1].map((i) => sums.reduce((sum, own) => sum + (own[i] ?? 0), 0));
  await expect(calendar.getByText(`May 2026: ${taken} of ${due} doses taken`, { exact: false })).toBeVisible();
  await calendar.getByRole("gridcell", { name: /^Friday 8 May 2026/ }).click();
  await expect(page.getByRole("region", { name: "Events of 8 May 2026" })).toBeVisible();
  await calendar.getByRole("button", { name: "Month before" }).press("Enter");
  await expect(calendar.getByRole("grid", { name: /Apr 2026$/ })).toBeVisible();
  await expectFits(page);
});
