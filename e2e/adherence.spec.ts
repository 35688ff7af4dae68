import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/axe";
import { expect, test, visit } from "./support/demo";
import { closePanel, expectBehind, expectTwin, goTo } from "./support/history";
import { expectFitsPhone } from "./support/layout";

/** What is read out of the point that is held, and how many patients it says. */
async function held(page: Page, among: RegExp): Promise<{ said: string; patients: string | undefined }> {
  const voice = page.locator("[aria-live=polite]").filter({ hasText: among });
  await expect(voice).not.toBeEmpty();
  const said = (await voice.textContent()) ?? "";
  return { said, patients: /patients ([\d,]*\d)/.exec(said)?.[1] };
}

test("adherence of the demo history: its distribution, its episodes, its definitions", async ({ page }) => {
  test.slow();
  await test.step("the distribution: windows are set behind a chip, stand in the address, and Back undoes them", async () => {
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
  await test.step("episodes: a lane opens the events of its patient, and going back the patients of that episode", async () => {
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
    await closePanel(page);
    await expectTwin(page, "Treatment episodes", "episodes");
  });
  await test.step("every definition: a walk over the table, and who is behind a cell", async () => {
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
});

test("a window that does not fit is refused in a sentence", async ({ page }) => {
  await visit(page, "/insights/adherence-distribution?followUp.duration=100&observation.duration=200");
  await expect(page.getByRole("region", { name: "Figure" }).getByRole("alert")).toContainText(
    "the observation window ends 200 days after follow-up starts, which lasts 100 days",
    { timeout: 45_000 },
  );
});

test("any measure over time in sliding windows, and each of these on a phone and in the dark", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await visit(page, "/insights/adherence-over-time?measure=CMA7&window=90&step=30");
  await expect(page.getByText("in windows of 90 days, one every 30 days since first supply")).toBeVisible({
    timeout: 45_000,
  });
  await expect(page.getByRole("button", { name: /early refills/i })).toHaveCount(0);
  for (const insight of [null, "adherence-distribution", "episodes", "definitions"]) {
    await page.setViewportSize({ width: 1280, height: 800 });
    if (insight) await goTo(page, insight);
    await expectFitsPhone(page);
  }
});

test("patients as a heat map: walked by keys, with who is behind a cell and a table of its own", async ({ page }) => {
  await visit(page, "/insights/adherence-over-time#breakdown=arm");
  await expect(page.getByRole("button", { name: "CSV" })).toBeVisible({ timeout: 45_000 });
  await page.getByRole("radio", { name: "Patients" }).click();
  await expect(page).toHaveURL(/picture=patients/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^\d+\s% of patients stay at 80\s% or more/);
  await expectAccessible(page);
  const figure = page.getByRole("application");
  await figure.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowDown");
  const { patients } = await held(page, /^Jun 2026 · letrozole: .*row 2 of \d+, stay at 80/);
  await page.keyboard.press("Enter");
  await expectBehind(page, /^Jun 2026 · letrozole · row 2, stay at/, patients);
  await page.getByRole("button", { name: "Table", exact: true }).click();
  const beside = page.getByRole("region", { name: "Heat map" });
  await expect(beside.getByRole("grid", { name: "Heat map" })).toContainText("stays");
  await expectFitsPhone(page);
  await page.goBack();
  await page.goBack();
  await expect(page.getByRole("radio", { name: "Curves" })).toBeChecked();
  await expect(page.getByRole("radio", { name: "Median" })).toBeVisible();
});

test("two groups and two periods compared: chosen behind a chip, told in the title, with interval and table", async ({
  page,
}) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await visit(page, "/insights/adherence-over-time?compare.what=groups#breakdown=arm&compare.group=letrozole");
  const title = page.getByRole("heading", { level: 1 });
  await expect(title).toHaveText(
    /^Adherence in letrozole is [\d.]+ points higher than in tamoxifen on average \(95\s% interval [\d.]+ to [\d.]+\)$/,
    { timeout: 45_000 },
  );
  const difference = page.getByRole("region", { name: "Difference", exact: true });
  await difference.getByRole("application").focus();
  await page.keyboard.press("End");
  await held(page, /^Jun 2026: difference \+[\d.]+ points, 95\s% interval \+/);
  await expect(difference.getByRole("table", { name: "Comparison in numbers" }).getByRole("row")).toHaveCount(3);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^Compare:/ }).click();
  const dialog = page.getByRole("dialog", { name: "Compare" });
  await expectAccessible(page);
  await dialog.getByRole("button", { name: /two groups/ }).click();
  await page.getByRole("option", { name: "two periods" }).click();
  await dialog.getByRole("button", { name: /the first/ }).click();
  await page.getByRole("option", { name: "Jul 2025" }).click();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/compare\.otherPeriod=2025-07-01/);
  await expect(title).toHaveText(
    /^From Jul 2025 to Jun 2026 adherence of the same patients changes by −[\d.]+ points in letrozole \(95\s% interval −[\d.]+ to [−+]?[\d.]+\), −/,
  );
  await expect(
    page.getByRole("img", { name: /^Difference by group: Jun 2026 less Jul 2025\. letrozole: −/ }),
  ).toBeVisible();
  await page.getByRole("button", { name: "Table", exact: true }).click();
  await expect(page.getByRole("grid", { name: "Differences" })).toBeVisible();
  await expectFitsPhone(page);
});
