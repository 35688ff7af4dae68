import { expectAccessible } from "./support/axe";
import { closePanel, goTo, openDemo } from "./support/history";
import { expect, test } from "./support/test";

test("a patient's id stands in no address, title, request or log", async ({ page, context }) => {
  test.slow();
  const told: string[] = [];
  context.on("request", (request) => told.push(`request ${request.url()} ${request.postData() ?? ""}`));
  page.on("console", (message) => told.push(`log ${message.text()}`));
  await page.exposeFunction("toldAddress", (text: string) => told.push(text));
  await page.addInitScript(() => {
    const tell = (what: string) => {
      const hear: unknown = Reflect.get(globalThis, "toldAddress");
      if (typeof hear === "function") Reflect.apply(hear, window, [`${what} ${location.href} ${document.title}`]);
    };
    for (const name of ["pushState", "replaceState"] as const) {
      const own = history[name].bind(history);
      history[name] = (...given: Parameters<History["pushState"]>) => {
        own(...given);
        tell(name);
      };
    }
    addEventListener("hashchange", () => tell("hash"));
    new MutationObserver(() => tell("title")).observe(document, { subtree: true, childList: true });
  });
  await openDemo(page);
  await page.getByRole("link", { name: "Patient", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Patients 1 to 50 of 500" })).toBeVisible();
  await page.getByLabel("Patient’s id").fill("P00007");
  await page.getByRole("button", { name: "Open", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: /^Patient P00007/ })).toBeVisible();
  await page.getByRole("button", { name: "Compare with a patient" }).click();
  await page.getByRole("dialog").getByLabel("Patient’s id").fill("P00003");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Patient P00003" })).toBeVisible();
  await page.getByRole("button", { name: "Print", exact: true }).click();
  await page.getByRole("button", { name: "Back to the timeline" }).click();
  await page
    .getByRole("region", { name: /^Events of/ })
    .or(page.getByRole("region", { name: /^True on/ }))
    .getByRole("button")
    .first()
    .click();
  await closePanel(page);
  await goTo(page, "worklist");
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1, name: /^Patient P00007/ })).toBeVisible();
  expect(told.filter((text) => text.startsWith("request")).length).toBeGreaterThan(5);
  expect(told.filter((text) => text.startsWith("pushState")).length).toBeGreaterThan(2);
  // Every patient of the demo is named so.
  expect(told.filter((text) => /\bP\d{5}\b/.test(text))).toEqual([]);
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
