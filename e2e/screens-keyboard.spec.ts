import { expect, test } from "./support/demo";
import { closePanel, goTo } from "./support/history";

test("figures of the demo history by keys and pointer", async ({ page }) => {
  test.slow();
  await test.step("a figure is walked by keys, tells its values, and shows as many patients as it counts", async () => {
    const figure = page.getByRole("application");
    await figure.focus();
    for (let i = 0; i < 4; i++) await page.keyboard.press("ArrowRight");
    const voice = page.locator("[aria-live=polite]").filter({ hasText: "patients" });
    await expect(voice).toContainText("Apr 2025: mean");
    const told = /patients ([\d,]+)/.exec((await voice.textContent()) ?? "")?.[1];
    await page.keyboard.press("Enter");
    const panel = page.getByRole("dialog");
    await expect(panel.getByRole("heading", { name: "Who is behind this point" })).toBeVisible();
    await expect(panel.getByText(`${told} patients`)).toBeVisible();
    await panel.getByRole("row").nth(1).press("Enter");
    await expect(panel.getByRole("heading", { name: /^Patient P/ })).toBeVisible();
    await expect(panel.getByText(/events? · days in/)).toBeVisible();
    await panel.getByRole("row").nth(1).press("Enter");
    await expect(panel.getByText(/^Row [\d,]+ of demo history\.parquet/)).toBeVisible();
    await expect(panel.getByText("event_id")).toBeVisible();
    await closePanel(page);
    await expect(figure).toBeFocused();
  });
  await test.step("a grid of cohorts is walked by keys, and a cell shows its patients", async () => {
    await goTo(page, "retention");
    const first = page.getByRole("grid").getByRole("button").first();
    await first.focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowDown");
    const cell = page.locator(":focus");
    const told = /([\d,]+) of [\d,]+$/.exec((await cell.getAttribute("aria-label")) ?? "")?.[1];
    await page.keyboard.press("Enter");
    await expect(page.getByRole("dialog").getByText(`${told} patients`)).toBeVisible();
  });
  await test.step("a pressed bar shows its patients, and a legend takes a group out of the picture", async () => {
    await closePanel(page);
    await goTo(page, "events-over-time");
    const before = await page.getByRole("heading", { level: 1 }).textContent();
    const group = page.getByRole("list", { name: "Groups" }).getByRole("button").first();
    await group.click();
    await expect(group).toHaveAttribute("aria-pressed", "false");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(before ?? "");
    const figure = page.getByRole("application");
    const { width, height } = (await figure.boundingBox()) ?? { width: 0, height: 0 };
    const patients = page
      .getByRole("dialog")
      .getByText(/[\d,]+ patients?$/)
      .first();
    let tries = 0;
    // Bars stand apart: a press between two of them opens nothing.
    await expect(async () => {
      tries += 1;
      await figure.click({ position: { x: width * (0.4 + 0.013 * tries), y: height - 70 - 4 * tries } });
      await expect(patients).toBeVisible({ timeout: 3_000 });
    }).toPass({ timeout: 60_000 });
  });
});
