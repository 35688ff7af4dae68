import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/axe";
import { expectBehind, expectTwin, goTo, openDemo } from "./support/history";
import { overflow } from "./support/layout";
import { expect, test } from "./support/test";

/** What is read out of the point that is held, and how many patients it says. */
async function held(page: Page, among: RegExp): Promise<{ said: string; patients: string | undefined }> {
  const voice = page.locator("[aria-live=polite]").filter({ hasText: among });
  await expect(voice).not.toBeEmpty();
  const said = (await voice.textContent()) ?? "";
  return { said, patients: /patients ([\d,]*\d)/.exec(said)?.[1] };
}

test("the distribution: windows are set behind a chip, stand in the address, and Back undoes them", async ({
  page,
}) => {
  await openDemo(page);
  await goTo(page, "adherence-distribution");
  const title = page.getByRole("heading", { level: 1 });
  await expect(title).toHaveText(/^80\s% of patients have a CMA7 of 80\s% or more$/);
  await expect(page.getByRole("table", { name: "Summary" }).getByRole("row")).toHaveCount(2);
  await expect(page.getByRole("complementary")).toContainText("never supplied");
  await expectAccessible(page);

  const figure = page.getByRole("application");
  await figure.focus();
  await page.keyboard.press("End");
  const { patients } = await held(page, /^95\s% to 100\s%/);
  await page.keyboard.press("Enter");
  await expectBehind(page, /^CMA7 95\s% to 100\s%/, patients);
  await expectTwin(page, "Distribution of adherence", "adherence-distribution");

  await page.getByRole("button", { name: /^Follow-up:/ }).click();
  const dialog = page.getByRole("dialog", { name: "Follow-up" });
  await expectAccessible(page);
  await dialog.getByRole("textbox", { name: "Lasts" }).fill("180");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Follow-up: 180 days from first supply" })).toBeVisible();
  expect(new URL(page.url()).searchParams.get("followUp.duration")).toBe("180");
  await expect(page.getByText("follow-up 180 days from first supply;")).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("button", { name: /^Follow-up: from first supply/ })).toBeVisible();
  await expect(title).toHaveText(/^80\s%/);
});

test("a window that does not fit is refused in a sentence", async ({ page }) => {
  await page.goto("/insights/adherence-distribution?followUp.duration=100&observation.duration=200#demo");
  await expect(page.getByRole("region", { name: "Figure" }).getByRole("alert")).toContainText(
    "the observation window ends 200 days after follow-up starts, which lasts 100 days",
    { timeout: 45_000 },
  );
});

test("episodes: a lane opens the events of its patient, and going back the patients of that episode", async ({
  page,
}) => {
  await openDemo(page);
  await goTo(page, "episodes");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    /^First episodes last \d+ days in the median; \d+\s%/,
  );
  await expectAccessible(page);
  await page.getByRole("application").focus();
  await page.keyboard.press("ArrowDown");
  const { said } = await held(page, /^Patient P\d+: episode/);
  const id = /^Patient (P\d+)/.exec(said)?.[1] ?? "";
  await page.keyboard.press("Enter");
  const panel = page.getByRole("dialog");
  await expect(panel.getByRole("heading", { name: `Patient ${id}` })).toBeVisible();
  await expect(panel.getByRole("grid", { name: `Events of patient ${id}` })).toContainText("MedicineDispensed");
  await panel.getByRole("button", { name: "Back" }).click();
  await expect(panel.getByText(/^499 patients/)).toBeVisible();
  await page.keyboard.press("Escape");
  await expectTwin(page, "Treatment episodes", "episodes");
});

test("every definition: a walk over the table, and who is behind a cell", async ({ page }) => {
  await openDemo(page);
  await goTo(page, "definitions");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    /^\d+\s% to \d+\s% of patients are at 80\s% or more/,
  );
  await expectAccessible(page);
  const grid = page.getByRole("grid", { name: /of patients are at/ });
  await grid.getByRole("button", { name: /^CMA1, no carry-over/ }).focus();
  await page.keyboard.press("ArrowDown");
  await expect(grid.getByRole("button", { name: /^CMA2, no carry-over/ })).toBeFocused();
  await page.keyboard.press("Enter");
  await expectBehind(page, /^CMA2 · no carry-over/, "499");
  await expectTwin(page, "Every definition", "definitions");
});

test("any measure over time in sliding windows, and each of these on a phone and in the dark", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto("/insights/adherence-over-time?measure=CMA7&window=90&step=30#demo");
  await expect(page.getByText("in windows of 90 days, one every 30 days since first supply")).toBeVisible({
    timeout: 45_000,
  });
  await expect(page.getByRole("button", { name: /early refills/i })).toHaveCount(0);
  for (const insight of [null, "adherence-distribution", "episodes", "definitions"]) {
    await page.setViewportSize({ width: 1280, height: 800 });
    if (insight) await goTo(page, insight);
    await page.setViewportSize({ width: 375, height: 760 });
    await expectAccessible(page);
    expect(await overflow(page), insight ?? "adherence-over-time").toBe(0);
  }
});
