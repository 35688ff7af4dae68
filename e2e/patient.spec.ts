import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/axe";
import { asked, closePanel, goTo, openDemo } from "./support/history";
import { overflow } from "./support/layout";
import { expect, test } from "./support/test";

const demo = "public/demo/events.parquet";
const facts = (page: Page) => page.getByRole("region", { name: /^True on/ });

/** What the command line says was true, by kind and name. */
async function told(subject: string, at?: string): Promise<string[]> {
  const [, ...lines] = await asked("state", [demo], { subject, ...(at && { at }) });
  return lines;
}

test("from the worklist to a patient's timeline, and what was true on a day, by keys", async ({ page }) => {
  test.slow();
  await openDemo(page);
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
  await page.getByRole("radio", { name: "90 days" }).click();
  await page.getByRole("button", { name: "Table", exact: true }).click();
  await expect(page.getByRole("grid", { name: "Timeline" })).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize({ width: 375, height: 760 });
  await expect.poll(() => overflow(page)).toBe(0);
  await expectAccessible(page);
});

test("a patient is found by an id that enters no address, and not found in a sentence", async ({ page }) => {
  test.slow();
  await openDemo(page);
  await page.getByRole("link", { name: "Patient", exact: true }).click();
  const field = page.getByLabel("Patient’s id");
  await field.fill("nobody");
  await field.press("Enter");
  await expect(page.getByText("No patient of this history has this id.")).toBeVisible();
  await expectAccessible(page);
  await field.fill("P00003");
  await field.press("Enter");
  await expect(
    page.getByRole("heading", { name: "Patient P00003: follow-up ended on 6 Dec 2025 (patient died)" }),
  ).toBeVisible();
  expect(page.url()).not.toContain("P00003");
  await page.reload();
  await page.getByRole("button", { name: "open the demo history" }).click();
  await expect(
    page.getByText("This address stood for a patient in a tab that is gone", { exact: false }),
  ).toBeVisible();
});
