import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { chromium, type Page } from "@playwright/test";
import { z } from "zod";
import { findBrowser } from "../bin/tools/browser.mjs";
import { answered, atPage, chosen, measures } from "./browser";

const root = join(import.meta.dirname, "..");
const insight = "worklist";

type Times = { events: number; first: number; warm: number; limit: number; list: number; span: number };

/** A number put behind a chip; milliseconds of the answer. */
const put = (page: Page, chip: RegExp, field: string, value: string) =>
  answered(page, insight, async () => {
    await page.getByRole("button", { name: chip }).first().click();
    await page.getByRole("textbox", { name: field, exact: true }).fill(value);
    await page.keyboard.press("Enter");
  });

/** From the start of the last answer to its patients being read, in milliseconds, once they are. */
async function listed(page: Page, before: number): Promise<number> {
  await measures(page, "rivergraph:turns", before + 1);
  return page.evaluate(() => {
    const [ask] = performance.getEntriesByName("rivergraph:ask", "measure").slice(-1);
    const [turns] = performance.getEntriesByName("rivergraph:turns", "measure").slice(-1);
    return ask && turns ? turns.startTime + turns.duration - ask.startTime : NaN;
  });
}

/** The app at one insight, the file chosen there; milliseconds of its first answer. */
async function opened(page: Page, address: string, id: string, file: string): Promise<number> {
  await atPage(page, `${address}insights/${id}`);
  await chosen(page, file);
  const [ask] = await measures(page, "rivergraph:ask", 1);
  return ask?.duration ?? NaN;
}

async function inBrowser(address: string, file: string): Promise<Times> {
  const executablePath = await findBrowser();
  const browser = await chromium.launch({ args: ["--no-sandbox"], ...(executablePath ? { executablePath } : {}) });
  const fresh = async () => (await browser.newContext({ reducedMotion: "reduce" })).newPage();
  try {
    const page = await fresh();
    const first = await opened(page, address, insight, file);
    const [ingest] = await measures(page, "rivergraph:ingest", 1);
    await measures(page, "rivergraph:turns", 1);
    // What the page works out after it has drawn is done by then.
    await page.waitForTimeout(5_000);
    const limit = await put(page, /^Without supply:/, "Days", "20");
    const list = await listed(page, 1);
    await page.keyboard.press("Escape");
    await page.waitForTimeout(1_000);
    const span = await put(page, /^Adherence below:/, "Days", "60");
    await page.context().close();
    const other = await fresh();
    await opened(other, address, "adherence-over-time", file);
    await other.waitForTimeout(5_000);
    const warm = await answered(other, insight, () => other.locator(`nav a[href^="/insights/${insight}"]`).click());
    return { events: ingest?.detail.rows ?? 0, first, warm, limit, list, span };
  } finally {
    await browser.close();
  }
}

function inNative(file: string): number {
  const tsx = join(root, "node_modules/tsx/dist/cli.mjs");
  return z
    .number()
    .parse(
      JSON.parse(
        execFileSync(
          process.execPath,
          ["--max-old-space-size=8192", tsx, join(root, "bench/worklist-native.ts"), file],
          { cwd: root, encoding: "utf8" },
        ),
      ),
    );
}

/** A Markdown table of the worklist over a history of very many patients, in the browser beside native. */
export async function worklistTable(address: string, file: string, runs: number): Promise<string> {
  const [ours, native]: [Times[], number[]] = [[], []];
  for (let run = 0; run < runs; run++) {
    native.push(inNative(file));
    ours.push(await inBrowser(address, file));
    console.error(JSON.stringify({ ours: ours.at(-1), native: native.at(-1) }));
  }
  const theirs = Math.min(...native);
  const row = (what: string, name: keyof Times, target: string) => {
    const own = Math.min(...ours.map((one) => one[name]));
    return [what, `${Math.round(own)} ms`, `${Math.round(theirs)} ms`, `${(own / theirs).toFixed(2)}×`, target];
  };
  const head = ["what", "ours", "native", "ratio", "target"];
  return [
    head,
    head.map(() => "---"),
    row("worklist, first of all questions", "first", "≤ 1 s"),
    row("worklist, after another insight", "warm", "≤ 1 s"),
    row("another limit", "limit", "≤ 200 ms"),
    row("another limit, its first patients read", "list", ""),
    row("another span of days", "span", ""),
  ]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n")
    .concat(`\n\n${(ours[0]?.events ?? 0).toLocaleString("en-GB")} events`);
}
