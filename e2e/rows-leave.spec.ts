import { readFileSync } from "node:fs";
import { BlobReader, TextWriter, ZipReader } from "@zip.js/zip.js";
import { expectAccessible } from "./support/axe";
import { told, written } from "./support/files";
import { closePanel, goTo, openFiles, savedCsv, savedRows } from "./support/history";
import { simulated } from "../lib/testing/simulated";
import { expectFitsPhone } from "./support/layout";
import { expect, test } from "./support/test";

const history = simulated<unknown>({ patients: 60, months: 8, seed: 5 });
test.afterAll(() => history.remove());
const sourceId = /P\d{5}/;

test("rows of patients leave under pseudonyms, with a reason, encrypted where asked, and the list says what has left", async ({
  page,
}) => {
  test.slow();
  await openFiles(page, [history.path("events.parquet")]);
  await page.getByRole("link", { name: "Data", exact: true }).click();
  const list = page.getByRole("region", { name: "What has left" });
  await expect(list).toContainText("No rows of patients and no exact table left this study.");

  await test.step("without a reason nothing leaves", async () => {
    await page.getByRole("button", { name: "Export events…" }).click();
    const dialog = page.getByRole("dialog", { name: "Events leave this browser" });
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Export events" }).click();
    await expect(dialog.getByRole("alert")).toContainText("Say why they leave");
    await expect(dialog.getByRole("checkbox", { name: /birth_date/ })).not.toBeChecked();
    await expect(dialog.getByRole("checkbox", { name: "arm", exact: true })).toBeChecked();
    await page.emulateMedia({ colorScheme: "dark" });
    await expectFitsPhone(page);
    await page.emulateMedia({ colorScheme: "light" });
    await page.setViewportSize({ width: 1280, height: 720 });
    await page.keyboard.press("Escape");
    await expect(list).toContainText("No rows of patients");
  });

  await test.step("events name nobody, and what is proposed stays behind", async () => {
    const saved = await savedRows(page, "Export events");
    written(saved.suggestedFilename(), readFileSync(await saved.path()));
    const [head = "", counted = ""] = await told(
      "SELECT count(DISTINCT patient) AS patients, count(*) FILTER (regexp_matches(patient, 'P[0-9]{5}')) AS named, count(lane) AS placed FROM 'events.parquet'",
    );
    expect([head, counted]).toEqual(["patients,named,placed", "60,0,0"]);
    const columns = (await told("SELECT name FROM parquet_schema('events.parquet')")).join();
    expect(columns).toContain("trait arm");
    expect(columns).not.toContain("trait birth_date");
    await expect(list.getByRole("row").nth(1)).toContainText("pseudonyms; without");
  });

  await test.step("members leave in an archive that only the passphrase opens", async () => {
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Cohorts" }).click();
    await page.getByRole("button", { name: "Export members…" }).click();
    const dialog = page.getByRole("dialog", { name: "Members leave this browser" });
    await dialog.getByRole("textbox", { name: "Why they leave" }).fill("=1+1, for the trial’s statistician");
    await dialog.getByRole("button", { name: "Draw one" }).click();
    const passphrase = await dialog.getByRole("textbox", { name: /^Passphrase/ }).inputValue();
    const download = page.waitForEvent("download");
    await dialog.getByRole("button", { name: "Export members" }).click();
    const saved = await download;
    expect(saved.suggestedFilename()).toBe("members.csv.zip");
    const reader = new ZipReader(new BlobReader(new Blob([readFileSync(await saved.path())])), {
      password: passphrase,
    });
    const [entry] = await reader.getEntries();
    if (!entry || entry.directory) throw new Error("there is no file in it");
    const lines = (await entry.getData(new TextWriter())).trim().split("\r\n");
    expect(lines).toHaveLength(61);
    expect(lines[0]).toBe("patient,cohort,entered,index,left");
    expect(lines.join()).not.toMatch(sourceId);
  });

  await test.step("patients behind a mark, and a table that is exact", async () => {
    await goTo(page, "adherence-over-time");
    await savedCsv(page);
    await page.getByRole("application").focus();
    await page.keyboard.press("End");
    await page.keyboard.press("Enter");
    const saved = await savedRows(page, "Export these rows");
    const lines = readFileSync(await saved.path(), "utf8")
      .trim()
      .split("\r\n");
    expect(lines[1]).toMatch(/^p[0-9a-f]{16},/);
    await closePanel(page);
  });

  await test.step("the list has all four, the latest first, and is itself a file", async () => {
    await page.getByRole("link", { name: "Data", exact: true }).click();
    const rows = list.getByRole("row");
    await expect(rows).toHaveCount(5);
    await expect(rows.nth(1)).toContainText("Patient rows");
    await expect(rows.nth(2)).toContainText("An exact table");
    await expect(rows.nth(3)).toContainText("encrypted");
    await expectAccessible(page);
    const download = page.waitForEvent("download");
    await list.getByRole("button", { name: "Save this list (CSV)" }).click();
    const text = readFileSync(await (await download).path(), "utf8");
    expect(text.trim().split("\r\n")).toHaveLength(5);
    expect(text).toContain('"\'=1+1, for the trial’s statistician"');
    expect(text).not.toMatch(sourceId);
  });
});
