import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { chromium, type Page } from "@playwright/test";
import { z } from "zod";
import { findBrowser } from "../bin/tools/browser.mjs";
import { answered, atPage, chosen as fileChosen, measures } from "./browser";
import { dispensings } from "./dispensings";

const root = join(import.meta.dirname, "..");

const followUp = { duration: 730 };
const observation = { start: 182, duration: 365 };

/** What is asked of the dispensings: insight and parameters, and how many times as long as native it may take. */
export const cases = [
  { name: "CMA1", insight: "adherence-distribution", params: { measure: "CMA1", followUp, observation } },
  { name: "CMA7", insight: "adherence-distribution", params: { measure: "CMA7", followUp, observation } },
  { name: "CMA9", insight: "adherence-distribution", params: { measure: "CMA9", followUp, observation } },
  { name: "episodes", insight: "episodes", params: { permissibleGap: 90, followUp } },
  {
    name: "sliding CMA7 90/30",
    insight: "adherence-over-time",
    params: { measure: "CMA7", window: 90, step: 30, followUp },
  },
] as const;

type Value = string | number | Readonly<Record<string, string | number>>;

/** Parameters as the address has them. */
const query = (params: Readonly<Record<string, Value>>): string =>
  new URLSearchParams(
    Object.entries(params).flatMap(([name, value]) =>
      typeof value === "object"
        ? Object.entries(value).map(([inner, one]): [string, string] => [`${name}.${inner}`, String(one)])
        : [[name, String(value)] as [string, string]],
    ),
  ).toString();

/** The app at an insight, the file chosen; the milliseconds of its first answer. */
async function opened(page: Page, address: string, file: string, { insight, params }: (typeof cases)[number]) {
  await atPage(page, `${address}/insights/${insight}?${query(params)}`);
  await fileChosen(page, file);
  const [ask] = await measures(page, "rivergraph:ask", 1);
  return ask?.duration ?? NaN;
}

/** The next answer after a value was chosen behind a chip. */
const chosen = (page: Page, insight: string, chip: RegExp, option: string) =>
  answered(page, insight, async () => {
    await page.getByRole("button", { name: chip }).first().click();
    await page.getByRole("option", { name: option, exact: true }).click();
  });

type Times = Record<string, number>;

async function inBrowser(address: string, file: string): Promise<Times> {
  const executablePath = await findBrowser();
  const browser = await chromium.launch({ args: ["--no-sandbox"], ...(executablePath ? { executablePath } : {}) });
  const times: Times = {};
  try {
    for (const one of cases) {
      const context = await browser.newContext({ reducedMotion: "reduce" });
      const page = await context.newPage();
      times[one.name] = await opened(page, address, file, one);
      if (one.name === "CMA7") {
        times["CMA9 next"] = await chosen(page, one.insight, /measure/i, "CMA9");
        times["CMA1 next"] = await chosen(page, one.insight, /measure/i, "CMA1");
        await page.goBack();
        await page.goBack();
        await page.getByRole("heading", { level: 1, name: /CMA7/ }).waitFor();
        times["other window"] = await answered(page, one.insight, async () => {
          await page.getByRole("button", { name: /^Observation window:/ }).click();
          const field = page.getByRole("textbox", { name: "Starts after" });
          await field.fill("150");
          await field.press("Enter");
        });
        await page.keyboard.press("Escape");
        times["threshold"] = await answered(page, one.insight, async () => {
          await page.getByRole("button", { name: /^Threshold:/ }).click();
          await page.getByRole("textbox", { name: "Threshold" }).fill("75");
          await page.keyboard.press("Enter");
        });
      }
      console.error(`${one.name}: ${time(times[one.name] ?? NaN)}`);
      await context.close();
    }
    return times;
  } finally {
    await browser.close();
  }
}

const timesSchema = z.record(z.string(), z.number());

function inNative(file: string): Times {
  const tsx = join(root, "node_modules/tsx/dist/cli.mjs");
  const printed = execFileSync(process.execPath, [tsx, join(root, "bench/adherence-native.ts"), file], {
    cwd: root,
    encoding: "utf8",
  });
  return timesSchema.parse(JSON.parse(printed));
}

const least = (runs: readonly Times[], name: string) => Math.min(...runs.map((run) => run[name] ?? NaN));
const time = (value: number) => `${Math.round(value)} ms`;

/** A Markdown table of the reference dispensings in 41 copies (about 100,000) and, where `growth`, in 410, in the browser beside native. */
export async function adherenceTable(address: string, runs: number, growth: boolean): Promise<string> {
  const sizes = growth ? [41, 410] : [41];
  const rows: string[][] = [];
  const before: Times = {};
  for (const copies of sizes) {
    const file = dispensings(copies);
    const [browser, native]: [Times[], Times[]] = [[], []];
    for (let run = 0; run < runs; run++) {
      native.push(inNative(file));
      browser.push(await inBrowser(address, file));
    }
    const line = (name: string, beside: string, target: string) => {
      const [own, theirs] = [least(browser, name), least(native, beside)];
      const grown = before[name] === undefined ? "–" : `${(own / before[name]).toFixed(1)}×`;
      rows.push([
        (copies * 2415).toLocaleString("en-GB"),
        name,
        time(own),
        time(theirs),
        `${(own / theirs).toFixed(2)}×`,
        target,
        grown,
      ]);
      before[name] = own;
    };
    for (const name of ["CMA1", "CMA7", "CMA9", "episodes"]) line(name, name, "≤ 1.5×");
    line("CMA9 next", "CMA9", "≤ 0.5×");
    line("CMA1 next", "CMA1", "≤ 0.5×");
    line("other window", "CMA7", "≤ 0.5×");
    line("sliding CMA7 90/30", "CMA7", "≤ 5×");
    line("threshold", "CMA7", "≤ 50 ms");
  }
  const head = ["dispensings", "what", "ours", "native", "ratio", "target", "growth"];
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
