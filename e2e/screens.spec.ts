import { expectAccessible } from "./support/axe";
import { expect, test } from "./support/test";

test("dark is remembered and there from the first byte, and is as accessible", async ({ page }) => {
  test.slow();
  await page.goto("/");
  await page.getByRole("radio", { name: "Dark" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  const first = await page.goto("/");
  expect(await first?.text()).toContain('data-theme="dark"');
  await expectAccessible(page);
  await page.getByRole("radio", { name: "As the system" }).click();
  await expect(page.locator("html")).not.toHaveAttribute("data-theme", /./);
});

test("a history comes and goes", async ({ page }) => {
  await test.step("a page that needs one says so and opens the demo in its place", async () => {
    await page.goto("/insights/retention");
    await expect(page.getByText("There is no history to ask yet.")).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("button", { name: "open the demo history" }).click();
    await expect(page.getByRole("grid")).toBeVisible({ timeout: 45_000 });
    expect(new URL(page.url()).pathname).toBe("/insights/retention");
  });
  await test.step("forgetting lets go of everything", async () => {
    await page.getByRole("link", { name: "Data", exact: true }).click();
    await page.getByRole("button", { name: "Forget everything" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Forget everything" }).click();
    await expect(page.getByRole("button", { name: "Choose files" })).toBeVisible();
    await page.getByRole("link", { name: "Retention" }).click();
    await expect(page.getByText("There is no history to ask yet.")).toBeVisible();
    await expect(page.getByRole("status", { name: "Forgotten" })).toContainText("nothing is left");
    await expectAccessible(page);
  });
});

test("loading can be cancelled and leaves nothing behind", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("button", { name: "Open the demo history" }).click();
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByText("Cancelled.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Choose files" })).toBeVisible();
  await page.getByRole("button", { name: "Open the demo history" }).click();
  await page.waitForURL(/adherence-over-time/, { timeout: 45_000 });
});

test("the same address asks the same question again", async ({ page }) => {
  await page.goto("/insights/adherence-over-time?by=index&unit=quarter#demo&breakdown=arm");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Adherence by arm", { timeout: 45_000 });
  await expect(page.getByText("quarters since first event")).toBeVisible();
});
