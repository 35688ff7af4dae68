import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/axe";
import { simulated } from "../lib/testing/simulated";
import { parquet } from "./support/files";
import { asked, choose as give, closePanel, goTo, savedCsv } from "./support/history";
import { expect, test } from "./support/test";

const history = simulated<unknown>({ patients: 40, months: 8, seed: 8 });
const file = history.path("events.parquet");
test.afterAll(() => history.remove());

/** Loads a history from the screen at an address, and waits for its figure. */
async function open(page: Page, address = "/", path = file): Promise<void> {
  await page.goto(address);
  await give(page, [path]);
  await expect(page.getByRole("button", { name: "CSV" })).toBeVisible({ timeout: 90_000 });
}
const slider = (page: Page) => page.getByRole("slider", { name: "As known at" });
const chip = (page: Page) => page.getByRole("button", { name: /^As known at: / });
const banner = (page: Page) => page.getByRole("status").filter({ hasText: "left out" });
const settled = (page: Page) => expect(page.locator("[aria-busy=true]")).toHaveCount(0);

/** Types a day into the picker, segment by segment. */
async function choose(page: Page, day: string, month: string, year: string): Promise<void> {
  await chip(page).click();
  await page.getByRole("spinbutton", { name: /day/ }).click();
  await page.keyboard.type(`${day}${month}${year}`);
  await page.getByRole("dialog").getByRole("button", { name: "Done" }).click();
}

test("a day chosen by keys is the moment that figure, table, patients and file follow, and Back undoes it", async ({
  page,
}) => {
  test.slow();
  await open(page);
  await expect(banner(page)).toHaveCount(0);
  const now = await page.getByRole("heading", { level: 1 }).textContent();
  await choose(page, "31", "05", "2025");
  await expect(page).toHaveURL(/\?as-known-at=2025-05-31$/);
  await expect(banner(page)).toContainText("As known at 31 May 2025, end of day, UTC.");
  await settled(page);
  await expect(page.getByRole("heading", { level: 1 })).not.toHaveText(now ?? "");
  await expect(page.getByRole("complementary")).toContainText(/As known at 31 May 2025.*later events left out/);
  await expectAccessible(page);

  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "CSV" }).click();
  await page.getByRole("button", { name: "Save for others" }).click();
  expect((await download).suggestedFilename()).toBe("adherence-over-time as known at 2025-05-31.csv");
  const saved = await savedCsv(page);
  expect(saved).toEqual(await asked("adherence-over-time", [file], {}, ["--as-known-at", "2025-05-31"]));
  expect(saved).not.toEqual(await asked("adherence-over-time", [file]));

  const figure = page.getByRole("application");
  await figure.focus();
  await page.keyboard.press("End");
  const voice = page.locator("[aria-live=polite]").filter({ hasText: "patients" });
  await expect(voice).toContainText("May 2025");
  const told = /patients ([\d,]+)/.exec((await voice.textContent()) ?? "")?.[1];
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog").getByText(`${told} patients`)).toBeVisible();
  await closePanel(page);

  await page.goBack();
  await expect(page).not.toHaveURL(/as-known-at/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(now ?? "");
  await expect(banner(page)).toHaveCount(0);
});

test(
  "the handle on the river strip is a slider for keys and pointer, and the moment goes along to every screen",
  { tag: "@long" },
  async ({ page }) => {
    test.slow();
    await open(page);
    await expect(slider(page)).toHaveAttribute("aria-valuetext", "as known at now");
    await slider(page).focus();
    await page.keyboard.press("ArrowLeft");
    await expect(page).toHaveURL(/as-known-at=2025-\d\d-\d\d$/);
    await expect(slider(page)).toHaveAttribute("aria-valuetext", /^as known at \d+ \w+ 2025$/);
    await page.keyboard.press("End");
    await expect(page).not.toHaveURL(/as-known-at/);
    const { x, y, width, height } = (await slider(page).boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    await page.mouse.move(x + width - 8, y + height / 2);
    await page.mouse.down();
    for (const share of [0.9, 0.7, 0.5]) await page.mouse.move(x + width * share, y + height / 2);
    await page.mouse.up();
    await expect(page).toHaveURL(/as-known-at=2025-\d\d-\d\d$/);
    const at = new URL(page.url()).search;
    const words = await chip(page).textContent();
    for (const insight of ["events-over-time", "retention"]) {
      await goTo(page, insight);
      expect(new URL(page.url()).search).toBe(at);
      await expect(chip(page)).toHaveText(words ?? "");
      await settled(page);
      await expect(banner(page)).toBeVisible();
    }
    await page.getByRole("link", { name: "Data", exact: true }).click();
    await expect(banner(page)).toBeVisible();
    const events = async () =>
      Number(
        /^([\d,]+) events/
          .exec((await page.getByRole("heading", { level: 1 }).textContent()) ?? "")?.[1]
          ?.replaceAll(",", ""),
      );
    await expect(page.getByRole("heading", { level: 1 })).toContainText("events of");
    const then = await events();
    const later = Number(/([\d,]+) later/.exec((await banner(page).textContent()) ?? "")?.[1]?.replaceAll(",", ""));
    await expectAccessible(page);
    await page.getByRole("link", { name: "Overview", exact: true }).click();
    await expect(banner(page)).toBeVisible();
    await page.getByRole("button", { name: "Back to now" }).click();
    await expect(banner(page)).toHaveCount(0);
    await page.getByRole("link", { name: "Data", exact: true }).click();
    await expect.poll(events).toBe(then + later);
  },
);

test(
  "an address that names a moment within a day is answered to the second, one that names none is now",
  { tag: "@long" },
  async ({ page }) => {
    await open(page, "/insights/events-over-time?as-known-at=2025-05-31T10:00:00%2B01:00");
    await expect(banner(page)).toContainText("As known at 31 May 2025, 09:00:00, UTC.");
    await settled(page);
    expect(await savedCsv(page)).toEqual(
      await asked("events-over-time", [file], {}, ["--as-known-at", "2025-05-31T09:00:00Z"]),
    );
    await chip(page).click();
    await page.getByRole("spinbutton", { name: /hour/ }).click();
    await page.keyboard.type("1430");
    await page.getByRole("dialog").getByRole("button", { name: "Done" }).click();
    await expect(page).toHaveURL(/as-known-at=2025-05-31T14:30:00Z$/);
    await expect(banner(page)).toContainText("As known at 31 May 2025, 14:30:00, UTC.");
    await page.evaluate(() => window.history.pushState(null, "", "?as-known-at=yesterday"));
    await expect(chip(page)).toHaveText(/now/);
    await expect(banner(page)).toHaveCount(0);
  },
);

test(
  "a figure compared with an earlier moment draws both, tells the differences and opens the events that made them",
  { tag: "@long" },
  async ({ page }) => {
    test.slow();
    await open(page);
    await page.getByRole("button", { name: "Compared with: nothing earlier" }).click();
    await page.getByRole("spinbutton", { name: /day/ }).click();
    await page.keyboard.type("31052025");
    await page.getByRole("dialog").getByRole("button", { name: "Done" }).click();
    await expect(page).toHaveURL(/\?since=2025-05-31$/);
    const note = page.getByRole("status").filter({ hasText: "Compared with what was known at 31 May 2025" });
    await expect(note).toContainText(/\d+ of \d+ values differ/);
    const earlier = () => asked("adherence-over-time", [file], {}, ["--as-known-at", "2025-05-31"]);
    const saved = (await savedCsv(page)).map((line) => line.split(","));
    const column = (name: string) => saved[0]?.indexOf(name) ?? -1;
    const [period, then, difference] = [column("period"), column("mean then"), column("mean difference")];
    const known = new Map((await earlier()).slice(1).map((line) => [line.split(",")[0], line.split(",")[3]]));
    expect(saved.slice(1).map((row) => row[then] || undefined)).toEqual(
      saved.slice(1).map((row) => known.get(row[period] ?? "")),
    );
    for (const row of saved.slice(1).filter((one) => one[then] !== ""))
      expect(Number(row[difference])).toBeCloseTo(Number(row[column("mean")]) - Number(row[then]), 10);
    await expect(page.locator(".recharts-line-curve")).toHaveCount(2);
    const threshold = page.locator(".recharts-reference-line-line");
    await expect(threshold).toHaveCount(1);
    await expect(threshold).not.toHaveAttribute("stroke-dasharray");

    await page.getByRole("button", { name: "What changed since" }).click();
    await expect(page.getByText(/^[\d,]+ events made the difference/)).toBeVisible();
    await expectAccessible(page);
    const first = page
      .getByRole("grid", { name: /^Recorded since/ })
      .getByRole("row")
      .nth(1);
    await first.press("Enter");
    const panel = page.getByRole("dialog");
    await expect(panel.getByText(/^Row [\d,]+ of events\.parquet/)).toBeVisible();
    await expect(panel.getByText("recorded_at")).toBeVisible();
    await closePanel(page);

    await goTo(page, "retention");
    await expect(note).toBeVisible();
    await expect(
      page.getByRole("button", { name: /, (as before|not there before|[+−]\d+ since)$/ }).first(),
    ).toBeVisible();
    await expectAccessible(page);
    await page.goBack();
    await page.goBack();
    await page.goBack();
    await expect(page).not.toHaveURL(/since=/);
    await expect(note).toHaveCount(0);
  },
);

test(
  "events that are added for a time already seen are told where the figure is seen again",
  { tag: "@long" },
  async ({ page }) => {
    test.slow();
    const parts = ["recorded_at::TIMESTAMP >= '2025-03-01'", "recorded_at::TIMESTAMP < '2025-03-01'"];
    const [most, older] = await Promise.all(
      parts.map(async (part, i) => parquet(`part ${i}.parquet`, `SELECT * FROM '${file}' WHERE ${part}`)),
    );
    await open(page, "/insights/events-over-time?as-known-at=2025-05-31", most);
    await settled(page);
    const changed = page.getByText(
      /The history before this moment has changed since you last saw this figure: [\d,]+ events/,
    );
    await expect(changed).toHaveCount(0);
    await page.getByRole("link", { name: "Data", exact: true }).click();
    await give(page, [older ?? ""]);
    await expect(page.getByText("part 1.parquet").first()).toBeVisible({ timeout: 60_000 });
    await expect(page.getByRole("grid", { name: "Recording lag by source" })).toBeVisible();
    await goTo(page, "events-over-time");
    await expect(changed).toBeVisible();
    await page.getByRole("button", { name: "Back to now" }).click();
    await expect(changed).toHaveCount(0);
  },
);
