import type { Page } from "@playwright/test";
import { asked, choose, goTo, openDemo } from "./support/history";
import { projectionKept } from "./support/kept";
import { expect, test } from "./support/test";

const demo = "public/demo/events.parquet";
const list = (page: Page) => page.getByRole("grid", { name: "Patients who need attention, most urgent first" });
const patients = (page: Page) => list(page).getByRole("rowheader");

const goToData = (page: Page) => page.locator('nav a[href^="/data"]').click();

/** The patients that the command line prints, in its order, each once; of one rule where it is said. */
async function inOrder(rule?: string): Promise<string[]> {
  const [, ...lines] = await asked("worklist", [demo]);
  const rows = lines.map((line) => line.split(","));
  return [...new Set(rows.flatMap(([subject, own]) => (rule === undefined || own === rule ? (subject ?? "") : [])))];
}

async function openList(page: Page): Promise<void> {
  await openDemo(page);
  await goTo(page, "worklist");
  await expect(list(page)).toBeVisible();
}

test("a list is gone through by keys, and its marks and place are there on the way back", async ({ page }) => {
  test.slow();
  const sent: string[] = [];
  page.on("request", (request) => sent.push(request.url()));
  await openList(page);
  const [first = "", second = "", third = ""] = await inOrder();
  await list(page).focus();
  await page.keyboard.press("s");
  await page.keyboard.press("j");
  await page.keyboard.press("f");
  const row = (id: string) => list(page).getByRole("row").filter({ hasText: id });
  await expect(row(first).getByText("Seen")).toBeVisible();
  await expect(row(second).getByText("To call")).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: new RegExp(`^Patient ${second}: `) })).toBeVisible();
  expect(`${page.url()} ${await page.title()} ${sent.join(" ")}`).not.toContain(second);
  await page.goBack();
  await expect(row(first).getByText("Seen")).toBeVisible();
  await expect(list(page)).toBeFocused();
  await expect(row(second)).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("x");
  await expect(row(second).getByText("To call")).toHaveCount(0);
  await page.getByRole("button", { name: /Marks$/ }).click();
  await page.getByRole("option", { name: "Not marked" }).click();
  await expect(patients(page).first()).toHaveText(second);
  await list(page).focus();
  await page.keyboard.press("s");
  await expect(patients(page).first()).toHaveText(third);

  await test.step("letters are no commands outside of the list, and a mark says where a reason is new since", async () => {
    await goTo(page, "adherence-over-time");
    await goTo(page, "worklist");
    const id = (await inOrder("gap")).find((one) => one !== first && one !== second) ?? "";
    const field = page.getByLabel("Part of an id");
    const found = list(page).getByRole("row").filter({ hasText: id });
    await field.focus();
    await page.keyboard.press("s");
    await field.fill(id);
    await expect(patients(page)).toHaveText([id]);
    await expect(found.getByText("days without supply")).toBeVisible();
    await page.getByRole("button", { name: /^Without supply:/ }).click();
    await page.getByRole("textbox", { name: "Days" }).fill("3000");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");
    await expect(found.getByText("days without supply")).toHaveCount(0);
    await page.getByRole("button", { name: "To call f" }).click();
    await expect(found.getByText("To call")).toBeVisible();
    await expect(found.getByText(/new reason/)).toHaveCount(0);
    await page.goBack();
    await expect(found.getByText("1 new reason since")).toBeVisible();
  });
});

test("a mark is there on the next visit, and nowhere in clear outside of the kept file", async ({ page }) => {
  test.slow();
  await page.goto("/insights/worklist");
  await choose(page, [demo]);
  await expect(list(page)).toBeVisible({ timeout: 60_000 });
  const id = (await patients(page).first().textContent()) ?? "";
  await goToData(page);
  await expect(page.getByText("Kept in this browser.").first()).toBeVisible({ timeout: 60_000 });
  await projectionKept(page);
  await goTo(page, "worklist");
  await list(page).focus();
  await page.keyboard.press("f");
  const row = list(page).getByRole("row").filter({ hasText: id });
  await expect(row.getByText("To call")).toBeVisible();
  const stored = await page.evaluate(() =>
    JSON.stringify([localStorage, sessionStorage].map((held) => Object.entries(held))),
  );
  expect(stored).not.toContain("call");
  await page.waitForTimeout(1_000);
  await page.reload();
  await expect(row.getByText("To call")).toBeVisible({ timeout: 60_000 });
});
