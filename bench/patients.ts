import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { chromium, type Page } from "@playwright/test";
import { DuckDBInstance } from "@duckdb/node-api";
import { findBrowser } from "../bin/tools/browser.mjs";
import { sql } from "../lib/sql";
import { atPage, chosen, measures } from "./browser";

const opened = ["P00042", "P00311", "P00777", "P01024", "P01500"];
const crowd = 20_000;

type Times = { read: number[]; drawn: number[] };

async function loaded(address: string, file: string): Promise<{ page: Page; close(): Promise<void> }> {
  const executablePath = await findBrowser();
  const browser = await chromium.launch({ args: ["--no-sandbox"], ...(executablePath ? { executablePath } : {}) });
  const page = await browser.newPage({ reducedMotion: "reduce", viewport: { width: 1360, height: 900 } });
  await atPage(page, `${address}patients`);
  await chosen(page, file);
  await measures(page, "rivergraph:ingest", 1);
  // Nobody opens a patient in the moment in which the history is ready: what the page works out then is done.
  await page.waitForTimeout(5_000);
  return { page, close: () => browser.close() };
}

/** Opens a patient from the page that finds one: milliseconds from the press until the lanes are drawn. */
async function open(page: Page, id: string): Promise<number> {
  if (!(await page.getByLabel("Patient’s id").isVisible())) {
    await page.locator('nav a[href^="/patients"]').first().click();
    await page.evaluate(() => {
      window.history.pushState(null, "", window.location.pathname);
      window.dispatchEvent(new Event("rivergraph:fragment"));
    });
  }
  await page.getByLabel("Patient’s id").fill(id);
  return page.evaluate(async () => {
    const button = [...document.querySelectorAll("button")].find(({ textContent }) => textContent === "Open");
    const started = performance.now();
    button?.closest("form")?.requestSubmit();
    do await new Promise((resolve) => requestAnimationFrame(resolve));
    while (document.querySelector('[role=slider][aria-label^="Timeline"] svg') === null);
    await new Promise((resolve) => requestAnimationFrame(resolve));
    return performance.now() - started;
  });
}

async function inBrowser(address: string, file: string): Promise<Times> {
  const { page, close } = await loaded(address, file);
  try {
    const drawn: number[] = [];
    for (const id of opened) drawn.push(await open(page, id));
    const read = (await measures(page, "rivergraph:patient", opened.length)).map(({ duration }) => duration);
    return { read, drawn };
  } finally {
    await close();
  }
}

/** The events of a patient out of the exported file, in order of time. */
async function inNative(file: string): Promise<number[]> {
  const connection = await (await DuckDBInstance.create(":memory:", { threads: "1" })).connect();
  const times: number[] = [];
  for (const id of opened) {
    const started = performance.now();
    await connection.runAndReadAll(
      sql`SELECT * FROM read_parquet(${file}) WHERE subject = ${id} ORDER BY occurred_at`.text,
    );
    times.push(performance.now() - started);
  }
  return times;
}

/** A file in which one patient has 20,000 events of a history. */
async function crowded(file: string): Promise<string> {
  const made = join(dirname(file), "crowded.parquet");
  if (existsSync(made)) return made;
  const connection = await (await DuckDBInstance.create()).connect();
  await connection.run(
    sql`COPY (SELECT * REPLACE ('P00042' AS subject) FROM (SELECT * FROM read_parquet(${file})
    WHERE subject IN (SELECT DISTINCT subject FROM read_parquet(${file}) ORDER BY subject LIMIT 60) ORDER BY subject, occurred_at LIMIT ${crowd}))
    TO ${made} (FORMAT parquet)`.text,
  );
  return made;
}

/** The frames of a zoom by wheel from all of 20,000 events of a patient to hours and back: milliseconds each. */
async function frames(address: string, file: string): Promise<number[]> {
  const { page, close } = await loaded(address, file);
  try {
    await open(page, "P00042");
    await page.waitForTimeout(3_000);
    return await page.evaluate(async () => {
      const lanes = document.querySelector<HTMLElement>('[role=slider][aria-label^="Timeline"]');
      if (!lanes) throw new Error("no timeline");
      lanes.focus();
      const { left, top, width } = lanes.getBoundingClientRect();
      const times: number[] = [];
      const steps = [-120, 120].flatMap((by) => Array.from({ length: 40 }, () => by));
      let before = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
      for (const deltaY of steps) {
        const place = { clientX: left + width * 0.6, clientY: top + 40 };
        lanes.dispatchEvent(new WheelEvent("wheel", { deltaY, ...place, bubbles: true, cancelable: true }));
        await new Promise((resolve) => requestAnimationFrame(resolve));
        const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
        times.push((now - before) / 2);
        before = now;
      }
      return times;
    });
  } finally {
    await close();
  }
}

const ms = (n: number) => `${Math.round(n)} ms`;
const middle = (all: readonly number[]) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;

/** A Markdown table of opening patients of a history in the browser beside native, and of the frames of a zoom over 20,000 events of one. */
export async function patientsTable(address: string, size: string, file: string): Promise<string> {
  const native = await inNative(file);
  const { read, drawn } = await inBrowser(address, file);
  const zoom = await frames(address, await crowded(file));
  const beside = (own: readonly number[]) => (middle(own) / middle(native)).toFixed(2);
  return [
    ["size", "what", "ours, the middle one (the longest)", "native", "ratio", "target"],
    ["---", "---", "---", "---", "---", "---"],
    [
      size,
      "a patient's events read",
      `${ms(middle(read))} (${ms(Math.max(...read))})`,
      ms(middle(native)),
      `${beside(read)}×`,
      "",
    ],
    [
      size,
      "a patient opened, drawn",
      `${ms(middle(drawn))} (${ms(Math.max(...drawn))})`,
      ms(middle(native)),
      `${beside(drawn)}×`,
      size === "10m" ? "≤ 300 ms" : "≤ 100 ms",
    ],
    ["20,000 events", "a frame of a zoom", `${ms(middle(zoom))} (${ms(Math.max(...zoom))})`, "–", "–", "≤ 33 ms each"],
  ]
    .map((row) => `| ${row.join(" | ")} |`)
    .join("\n");
}
