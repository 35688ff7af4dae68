import { simulated } from "../lib/testing/simulated";
import { expectAccessible } from "./support/axe";
import { asked, goTo, openFiles, savedCsv } from "./support/history";
import { expect, test } from "./support/test";

const history = simulated<unknown>({ patients: 40, months: 8, seed: 8 });
const file = history.path("events.parquet");
test.afterAll(() => history.remove());

test("contradictions stand side by side, the rule that decides them can be changed, and every figure follows", async ({
  page,
}) => {
  test.slow();
  await openFiles(page, [file]);
  await page.locator('nav a[href^="/data"]').click();
  const section = page.getByRole("region", { name: "Contradictions" });
  await expect(section.getByText(/something else than an earlier one/)).toBeVisible();
  const [one] = await section.getByRole("region", { name: "Versions" }).all();
  await expect(one?.getByText("In use", { exact: true }) ?? section).toHaveCount(1);
  await expect(one?.getByText("Not in use", { exact: true }) ?? section).toHaveCount(1);
  await expectAccessible(page);

  await one?.getByRole("button", { name: "Open" }).first().click();
  const panel = page.getByRole("dialog");
  await expect(panel.getByText("How it came to be")).toBeVisible();
  await expect(panel.getByText("Another version of it")).toBeVisible();
  await expect(panel.getByText("This record")).toBeVisible();
  await expectAccessible(page);
  await panel.getByRole("button", { name: "Close" }).click();

  await section.getByRole("button", { name: /Used is/ }).click();
  await page.getByRole("option", { name: "the version recorded first" }).click();
  await expect(section.getByRole("button", { name: /Used is/ })).toContainText("recorded first");
  await section.getByRole("button", { name: "How far do figures depend on it?" }).click();
  const moves = section.getByRole("region", { name: "What differs under another rule" });
  const insights = await page.locator('nav a[href^="/insights/"]').count();
  await expect(moves.getByRole("row")).toHaveCount(1 + insights, { timeout: 60_000 });

  for (const insight of ["events-over-time", "adherence-over-time"]) {
    await goTo(page, insight);
    expect(await savedCsv(page)).toEqual(await asked(insight, [file], {}, ["--conflicts", "first"]));
  }
});
