import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expect } from "./test";

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

/** The figure's table as the browser saves it. */
export async function savedCsv(page: Page): Promise<string[]> {
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "CSV" }).click();
  return readFileSync(await (await download).path(), "utf8")
    .trim()
    .split(/\r?\n/);
}

/** The same question asked on the command line, on the native engine. */
export function asked(
  insight: string,
  files: readonly string[],
  params: Readonly<Record<string, unknown>> = {},
  more: readonly string[] = [],
): string[] {
  const printed = execFileSync(
    "node",
    [
      "node_modules/tsx/dist/cli.mjs",
      "bin/ask.ts",
      insight,
      ...more,
      "--params",
      JSON.stringify(params),
      "--data",
      ...files,
    ],
    {
      encoding: "utf8",
      maxBuffer: 64e6,
    },
  );
  return printed.trim().split("\n");
}

/** The panel says which point is meant and how many patients are behind it; then it is closed. */
export async function expectBehind(page: Page, point: RegExp, patients: string | undefined): Promise<void> {
  const panel = page.getByRole("dialog");
  await expect(panel.getByText(point)).toBeVisible();
  await expect(panel.getByText(new RegExp(`^${patients} patients?`))).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(panel).toHaveCount(0);
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
  expect(await savedCsv(page)).toEqual(asked(insight, ["public/demo/events.parquet"], params));
}
