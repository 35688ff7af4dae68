import { expect, test } from "./support/demo";
import { goTo } from "./support/history";

test("closed parameters stand in the query, and Back undoes them", async ({ page }) => {
  const monthly = await page.getByRole("heading", { level: 1 }).textContent();
  await page.getByRole("button", { name: /Period/ }).click();
  await page.getByRole("option", { name: "quarter" }).click();
  await expect(page).toHaveURL(/\?unit=quarter$/);
  await expect(page.getByText("by quarter; band")).toBeVisible();
  await page
    .getByRole("button", { name: "Median" })
    .or(page.getByRole("radio", { name: "Median" }))
    .first()
    .click();
  await expect(page).toHaveURL(/show=median/);
  await page.goBack();
  await expect(page).not.toHaveURL(/show=/);
  await page.goBack();
  await expect(page).not.toHaveURL(/unit=/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(monthly ?? "");
});

test("names out of the data stand behind the # and are never sent", async ({ page, seen }) => {
  await goTo(page, "events-over-time");
  await page.getByRole("button", { name: /^Event types/ }).click();
  await page.getByRole("combobox").fill("dispensed");
  await page.getByRole("option", { name: "MedicineDispensed" }).click();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/#types=MedicineDispensed$/);
  expect(new URL(page.url()).search).toBe("");
  await expect(page.getByRole("heading", { level: 1 })).toContainText(/^[\d,]+ events in/);
  expect(seen.requests.filter((address) => address.includes("Dispensed"))).toEqual([]);
  await page.goBack();
  await expect(page).not.toHaveURL(/types=/);
  await expect(page.getByRole("button", { name: "Event types: all" })).toBeVisible();
});

test("while a new question is answered, the old picture keeps its own words", async ({ page }) => {
  const told = () =>
    page.evaluate(() =>
      [document.querySelector("h1")?.textContent, document.querySelector("h1 + p")?.textContent].join(" | "),
    );
  const old = await told();
  await page.getByRole("button", { name: "Measured from" }).click();
  await page.evaluate(() => {
    const seen: string[] = [];
    Reflect.set(window, "told", seen);
    const look = () =>
      seen.push([document.querySelector("h1")?.textContent, document.querySelector("h1 + p")?.textContent].join(" | "));
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  await page.getByRole("option", { name: "doses" }).click();
  await expect(page.getByText("Doses taken of those due").first()).toBeVisible();
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
  const fresh = await told();
  expect(fresh).not.toBe(old);
  const seen = await page.evaluate(() => {
    const heard: unknown = Reflect.get(window, "told");
    return Array.isArray(heard) ? [...new Set(heard.map(String))] : [];
  });
  expect(seen.filter((words) => words !== old && words !== fresh)).toEqual([]);
});
