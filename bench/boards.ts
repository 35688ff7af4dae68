import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { chromium, type Page } from "@playwright/test";
import { z } from "zod";
import { findBrowser } from "../bin/tools/browser.mjs";
import { brushed, cohortUnder, figures } from "./board-asked";
import { atPage, chosen, measures } from "./browser";

const root = join(import.meta.dirname, "..");
const times = z.object({
  board: z.number(),
  cohort: z.number(),
  brush: z.number(),
  attrition: z.number(),
});
type Times = z.infer<typeof times>;
type Ours = Times & { each: number; edit: number };

/** Puts values in the fragment as the app does, and waits until so many more questions are answered and everything is drawn: milliseconds to that, and of the answer that took longest. */
const pushed = (page: Page, values: readonly (readonly [string, string])[], answers: number) =>
  page.evaluate(
    async ([named, more, ask]) => {
      const before = performance.getEntriesByName(ask, "measure").length;
      const data = new URLSearchParams(window.location.hash.slice(1));
      for (const [name, value] of named) data.set(name, value);
      const started = performance.now();
      window.history.pushState(null, "", `${window.location.pathname}${window.location.search}#${data}`);
      window.dispatchEvent(new Event("rivergraph:fragment"));
      do await new Promise((resolve) => requestAnimationFrame(resolve));
      while (
        performance.getEntriesByName(ask, "measure").length < before + more ||
        document.querySelector("[aria-busy=true]")
      );
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const ends = performance
        .getEntriesByName(ask, "measure")
        .slice(before)
        .map(({ startTime, duration }) => startTime + duration - started);
      return { drawn: performance.now() - started, longest: Math.max(...ends) };
    },
    [values, answers, "rivergraph:ask"] as const,
  );

async function inBrowser(address: string, file: string): Promise<Ours> {
  const executablePath = await findBrowser();
  const browser = await chromium.launch({ args: ["--no-sandbox"], ...(executablePath ? { executablePath } : {}) });
  try {
    const page = await browser.newPage({ reducedMotion: "reduce", viewport: { width: 1360, height: 900 } });
    await atPage(page, `${address}boards`);
    await chosen(page, file);
    await measures(page, "rivergraph:ingest", 1);
    const board = await page.evaluate(async (count) => {
      do await new Promise((resolve) => requestAnimationFrame(resolve));
      while (
        performance.getEntriesByName("rivergraph:ask", "measure").length < count ||
        document.querySelector("[aria-busy=true]")
      );
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const [ingest] = performance.getEntriesByName("rivergraph:ingest", "measure");
      return performance.now() - (ingest ? ingest.startTime + ingest.duration : 0);
    }, figures.length);
    // Nobody brushes what was drawn a moment ago: what the page works out after it has drawn is done by then.
    await page.waitForTimeout(3_000);
    const place = `f${figures.indexOf(brushed.insight) + 1}`;
    const selection = JSON.stringify([{ figure: place, ...brushed }]);
    const brush = await pushed(page, [["select", selection]], figures.length - 1);
    await pushed(page, [["select", "[]"]], 0);
    await page.waitForTimeout(1_000);
    const cohort = await pushed(page, [["cohort", JSON.stringify(cohortUnder(60))]], figures.length);
    await page.locator('nav a[href^="/cohorts"]').first().click();
    await page.waitForURL(/cohorts/);
    const attrition = await pushed(page, [["draft", JSON.stringify(cohortUnder(50))]], 1);
    await page.waitForTimeout(1_000);
    const edit = await pushed(page, [["draft", JSON.stringify(cohortUnder(55))]], 1);
    return {
      board,
      cohort: cohort.drawn,
      brush: brush.drawn,
      each: brush.longest,
      attrition: attrition.drawn,
      edit: edit.drawn,
    };
  } finally {
    await browser.close();
  }
}

function inNative(file: string): Times {
  const tsx = join(root, "node_modules/tsx/dist/cli.mjs");
  const printed = execFileSync(
    process.execPath,
    ["--max-old-space-size=8192", tsx, join(root, "bench/boards-native.ts"), file],
    { cwd: root, encoding: "utf8" },
  );
  return times.parse(JSON.parse(printed));
}

/** A Markdown table of a board of six figures over a history, in the browser beside native. */
export async function boardsTable(address: string, size: string, file: string, runs: number): Promise<string> {
  const [ours, native]: [Ours[], Times[]] = [[], []];
  for (let run = 0; run < runs; run++) {
    native.push(inNative(file));
    ours.push(await inBrowser(address, file));
    console.error(JSON.stringify({ ours: ours.at(-1), native: native.at(-1) }));
  }
  const row = (what: string, name: keyof Ours, beside: keyof Times, target: string) => {
    const [own, theirs] = [Math.min(...ours.map((one) => one[name])), Math.min(...native.map((one) => one[beside]))];
    return [size, what, `${Math.round(own)} ms`, `${Math.round(theirs)} ms`, `${(own / theirs).toFixed(2)}×`, target];
  };
  const head = ["size", "what", "ours", "native", "ratio", "target"];
  return [
    head,
    head.map(() => "---"),
    row("six figures, from the history to drawn", "board", "board", "≤ 3 s at 1m"),
    row("another cohort", "cohort", "cohort", "≤ 1 s at 1m"),
    row("a brush, five figures drawn", "brush", "brush", ""),
    row("the last of their answers", "each", "brush", "≤ 100 ms each at 1m"),
    row("attrition of a cohort, drawn", "attrition", "attrition", ""),
    row("attrition after an edit", "edit", "attrition", "≤ 300 ms at 1m"),
  ]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}
