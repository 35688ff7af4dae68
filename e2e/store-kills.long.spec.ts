import type { BrowserContext, Page } from "@playwright/test";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { choose } from "./support/history";
import { acknowledgements, dispensed, privateFiles, reopened } from "./support/kept";
import { expect, test } from "./support/profile";

const rows = 50;
const filesAtOnce = 3;

/** The instants follow from it: `SEED=… LONG=1` runs the same ones again, as far as a browser does anything again. */
process.env["SEED"] ??= String(Date.now() % 1_000_000);
const seed = Number(process.env["SEED"]);

/** Numbers from 0 to 1 of a round, the same for the same seed. */
function instants(round: number): () => number {
  process.stdout.write(`SEED=${seed}, round ${round}\n`);
  const generator = xoroshiro128plus(seed * 1000 + round);
  return () => (generator.next() >>> 0) / 2 ** 32;
}

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** Fresh files, and a random instant of loading them, of saving one of them, or of the time after. */
async function loadUntilSomeInstant(page: Page, round: string, random: () => number): Promise<void> {
  const names = Array.from({ length: filesAtOnce }, (_, i) => `${round}-${i}.parquet`);
  const files = await Promise.all(names.map((name, i) => dispensed(name, i, rows, 3000)));
  await choose(page, files);
  const before = Math.floor(random() * (filesAtOnce + 1));
  if (before > 0)
    await expect
      .poll(() => page.getByText("Kept in this browser.").count(), { timeout: 90_000, intervals: [5] })
      .toBeGreaterThanOrEqual(before);
  else if (random() < 0.7)
    await expect
      .poll(() => page.getByText(/Being saved|Kept in this browser\./).count(), { timeout: 90_000, intervals: [5] })
      .toBeGreaterThan(0);
  await pause(random() * 300);
}

/** All that was acknowledged is there, whole; what was not is there whole or not at all; and no file lies about. */
async function expectWhole(page: Page, said: ReadonlySet<string>): Promise<void> {
  const found = await reopened(page);
  expect([...said].filter((name) => !found.has(name))).toEqual([]);
  expect([...found].filter(([, n]) => n !== rows)).toEqual([]);
  const lying = (await privateFiles(page)).filter((path) => path.includes("/segments/"));
  expect(lying).toHaveLength(found.size);
}

async function holdWorkers(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const workers: Worker[] = [];
    Reflect.set(window, "workers", workers);
    const Real = window.Worker;
    window.Worker = class extends Real {
      constructor(...given: ConstructorParameters<typeof Worker>) {
        super(...given);
        workers.push(this);
      }
    };
  });
}

/** The first worker of a page is the store's. */
const killStore = (page: Page) =>
  page.evaluate(() => {
    const workers: unknown = Reflect.get(window, "workers");
    if (Array.isArray(workers) && workers[0] instanceof Worker) workers[0].terminate();
  });

for (const part of [1, 2, 3, 4])
  test(`five kills of the store's worker at random instants lose nothing (${part})`, async ({ page, context }) => {
    test.setTimeout(900_000);
    const random = instants(part);
    await holdWorkers(context);
    const said = await acknowledgements(context);
    await page.goto("/data");
    for (let kill = 0; kill < 5; kill++) {
      await loadUntilSomeInstant(page, `w${part}${kill}`, random);
      await killStore(page);
      await expectWhole(page, said);
    }
  });

for (const part of [1, 2])
  test(`five kills of the tab at random instants lose nothing (${part})`, async ({ context, seen }) => {
    test.setTimeout(900_000);
    const random = instants(100 + part);
    const said = await acknowledgements(context);
    for (let kill = 0; kill < 5; kill++) {
      const page = await context.newPage();
      await reopened(page);
      await loadUntilSomeInstant(page, `t${part}${kill}`, random);
      const crashed = page.waitForEvent("crash");
      const session = await context.newCDPSession(page);
      void session.send("Page.crash").catch(() => undefined);
      await crashed;
      await page.close();
      const next = await context.newPage();
      await expectWhole(next, said);
      await next.close();
    }
    seen.errors = seen.errors.filter((error) => !/crash/i.test(error));
  });
