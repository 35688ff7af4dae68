import { chromium, type Page } from "@playwright/test";
import { z } from "zod";
import { findBrowser } from "../bin/tools/browser.mjs";
import { questions, type Measured } from "./measured";

const entries = z.array(
  z.object({
    duration: z.number(),
    detail: z.object({ rows: z.number().optional(), bytes: z.number().optional(), insight: z.string().optional() }),
  }),
);
type Entry = z.infer<typeof entries>[number];

/** What the app itself measured, by the browser's User Timing; waits until there are `count` of a name. */
export async function measures(page: Page, name: string, count: number): Promise<Entry[]> {
  await page.waitForFunction(
    ([wanted, least]) => performance.getEntriesByName(wanted, "measure").length >= least,
    [name, count] as const,
    { timeout: 900_000, polling: 50 },
  );
  const measured: unknown = await page.evaluate(
    (wanted): unknown =>
      performance
        .getEntriesByName(wanted, "measure")
        .map((entry): unknown => ("detail" in entry ? { duration: entry.duration, detail: entry.detail } : {})),
    name,
  );
  return entries.parse(measured);
}

/** The next answer of an insight after `act`, in milliseconds. */
export async function answered(page: Page, insight: string, act: () => Promise<unknown>): Promise<number> {
  const of = (entries: Entry[]) => entries.filter(({ detail }) => detail.insight === insight);
  const all = await page.evaluate(() => performance.getEntriesByName("rivergraph:ask", "measure").length);
  await act();
  for (let count = all + 1; ; count++) {
    const last = of((await measures(page, "rivergraph:ask", count)).slice(all))[0];
    if (last) return last.duration;
  }
}

/** The app at an address once its engine is prepared, as it is while somebody still looks for a file. */
export async function atPage(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.waitForFunction(() => performance.getEntriesByName("rivergraph:prepared", "mark").length > 0, null, {
    timeout: 120_000,
  });
}

/** Chooses a file there, and all of it where the app asks how much. Once it is being read nothing looks for a button any more: to look again and again costs the page what is measured. */
export async function chosen(page: Page, file: string): Promise<void> {
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Choose files" }).first().click();
  await (await chooser).setFiles([file]);
  const all = "Load all of it";
  await page.waitForFunction(
    ([name, ingest]) =>
      performance.getEntriesByName(ingest, "measure").length > 0 ||
      [...document.querySelectorAll("button")].some(({ textContent }) => textContent === name),
    [all, "rivergraph:ingest"] as const,
    { timeout: 900_000, polling: 50 },
  );
  const button = page.getByRole("button", { name: all });
  if (await button.isVisible()) await button.click();
}

const projectionLies = (page: Page): Promise<boolean> =>
  page.evaluate(async () => {
    try {
      const store = await (await navigator.storage.getDirectory()).getDirectoryHandle("rivergraph");
      const generation = await store.getDirectoryHandle("1");
      await (await generation.getDirectoryHandle("projection")).getFileHandle("header");
      return true;
    } catch {
      return false;
    }
  });

/** Loads the page again once the projection is kept, within five minutes: milliseconds of opening it and of the first answer. */
async function reopened(page: Page): Promise<number> {
  for (let tries = 0; !(await projectionLies(page)); tries++) {
    if (tries === 300) throw new Error("The projection was not kept.");
    await page.waitForTimeout(1_000);
  }
  await page.reload();
  const [opening] = await measures(page, "rivergraph:reopen", 1);
  const [answer] = await measures(page, "rivergraph:ask", 1);
  return (opening?.duration ?? 0) + (answer?.duration ?? 0);
}

/** How long somebody looks at a picture before asking for another (milliseconds). */
const look = 2_000;

/** The production build in headless Chromium, driven as a person does: choose the file, open each insight, change its breakdown. */
export async function measureBrowser(file: string, address: string): Promise<Measured> {
  const executablePath = await findBrowser();
  const browser = await chromium.launch({ args: ["--no-sandbox"], ...(executablePath ? { executablePath } : {}) });
  try {
    const page = await browser.newPage({ reducedMotion: "reduce" });
    await atPage(page, address);
    const asked: Measured["asked"] = {};
    const [first, ...others] = questions;
    const cold = await answered(page, first.insight, () => chosen(page, file));
    const [ingest] = await measures(page, "rivergraph:ingest", 1);
    const change = (breakdown: string | null, insight: string) =>
      breakdown === null
        ? null
        : answered(page, insight, async () => {
            await page.waitForTimeout(look);
            await page
              .getByRole("button", { name: /break down by/i })
              .first()
              .click();
            await page.getByRole("option", { name: breakdown, exact: true }).click();
          });
    asked[first.insight] = { cold, changed: await change(first.changed, first.insight) };
    for (const { insight, changed } of others) {
      const here = await answered(page, insight, () =>
        page.locator(`nav a[href="/insights/${insight}"]`).first().click(),
      );
      asked[insight] = { cold: here, changed: await change(changed, insight) };
    }
    const [resolved] = await measures(page, "rivergraph:resolve", 1);
    return {
      rows: ingest?.detail.rows ?? 0,
      resolve: resolved?.duration ?? null,
      knownAt: null,
      ingest: ingest?.duration ?? 0,
      reopened: await reopened(page),
      bytes: ingest?.detail.bytes ?? null,
      asked,
    };
  } finally {
    await browser.close();
  }
}
