import { readFileSync } from "node:fs";
import type { Download, Page } from "@playwright/test";
import { expect, histories } from "./test";

/** Opens the demo history from the landing page and waits for the first figure. */
export async function openDemo(page: Page): Promise<void> {
  await page.goto("/");
  await page.getByText("Open the demo history").click();
  await figure(page);
}

/** Gives files to the page as a person would choose them. */
export async function choose(page: Page, files: readonly string[]): Promise<void> {
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Choose files" }).click();
  await (await chooser).setFiles([...files]);
}

/** Opens files from the landing page and waits for the first figure. */
export async function openFiles(page: Page, files: readonly string[]): Promise<void> {
  await page.goto("/");
  await choose(page, files);
  await figure(page);
}

export async function figure(page: Page): Promise<void> {
  await page.waitForURL(/\/insights\//, { timeout: 45_000 });
  await expect(page.getByRole("button", { name: "CSV" })).toBeVisible({ timeout: 45_000 });
}

/** Moves to an insight as a person does, without loading the page again: the history lives in this tab's memory. */
export async function goTo(page: Page, insight: string): Promise<void> {
  await page.locator(`nav a[href^="/insights/${insight}"]`).click();
  await page.waitForURL(`**/insights/${insight}*`);
  await expect(page.getByRole("button", { name: "CSV" })).toBeVisible();
}

/** A table as the browser saves it, exact, for which a reason is given. */
export async function savedCsv(page: Page, button = "CSV"): Promise<string[]> {
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: button, exact: true }).click();
  await page.getByRole("textbox", { name: /the reason$/ }).fill("held against the command line");
  await page.getByRole("button", { name: "Save exact" }).click();
  return readFileSync(await (await download).path(), "utf8")
    .trim()
    .split(/\r?\n/);
}

/** Rows of patients as the browser saves them, a reason given and all else left as it is proposed. */
export async function savedRows(page: Page, name: string): Promise<Download> {
  await page.getByRole("button", { name: `${name}…`, exact: true }).click();
  const dialog = page.getByRole("dialog", { name: /(leave|leaves) this browser$/ });
  await dialog.getByRole("textbox", { name: "Why they leave" }).fill("held against the command line");
  const download = page.waitForEvent("download", { timeout: 60_000 });
  await dialog.getByRole("button", { name, exact: true }).click();
  const saved = await download;
  await expect(dialog).toHaveCount(0);
  return saved;
}

/** The same question put to the command on the native engine, which keeps what it loaded for the next one. */
export async function asked(
  insight: string,
  files: readonly string[],
  params: Readonly<Record<string, unknown>> = {},
  more: readonly string[] = [],
): Promise<string[]> {
  const printed = await histories.ask([insight, ...more, "--params", JSON.stringify(params), "--data", ...files]);
  return printed.trim().split("\n");
}

/** The panel says which point is meant and how many patients are behind it; then it is closed. */
export async function expectBehind(page: Page, point: RegExp, patients: string | undefined): Promise<void> {
  const panel = page.getByRole("dialog");
  await expect(panel.getByText(point)).toBeVisible();
  await expect(panel.getByText(new RegExp(`^${patients} patients?`))).toBeVisible();
  await closePanel(page);
}

/** Escape closes the panel that has the focus. */
export async function closePanel(page: Page): Promise<void> {
  await expect(page.locator("[role=dialog]:focus-within")).toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
}

const near = (a: number, b: number) => Math.abs(a - b) <= 1e-12 * Math.abs(b);

/** The lines of two engines say the same, numbers up to what logarithms and powers differ in from one machine to another. */
export function expectSame(lines: readonly string[], expected: readonly string[]): void {
  const found = lines.map((line, row) => {
    const wanted = expected[row]?.split(",") ?? [];
    return line
      .split(",")
      .map((cell, i) => (cell !== "" && near(Number(cell), Number(wanted[i])) ? wanted[i] : cell))
      .join(",");
  });
  expect(found).toEqual(expected);
}

/** The figure's table opens, and its file holds what the command line prints of the demo history. */
export async function expectTwin(
  page: Page,
  title: string,
  insight: string,
  params: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await page.getByRole("button", { name: "Table", exact: true }).click();
  await expect(page.getByRole("grid", { name: `${title}: every value` })).toBeVisible();
  expectSame(await savedCsv(page), await asked(insight, ["public/demo/events.parquet"], params));
}
