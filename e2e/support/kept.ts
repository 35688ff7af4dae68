import type { BrowserContext, Page } from "@playwright/test";
import { parquet } from "./files";
import { expect } from "./test";

/** A month of dispensings; `weight` kilobytes of text ride along that no figure reads, so that saving the file takes its time. */
export const dispensed = (name: string, at: number, rows = 100, weight = 0): Promise<string> =>
  parquet(
    name,
    `SELECT 'P' || (i % 20) AS patient_id, DATE '2024-01-01' + (${at} * 31 + i % 28)::INTEGER AS date, 'medA' AS item, 30 AS days_supply,
       array_to_string(list_transform(range(${Math.ceil((weight * 32) / rows)}), x -> md5('${name}' || (x * 1000 + i))), '') AS remark
     FROM range(${rows}) t(i)`,
  );

/** The files that the app has said to be kept, as it says so: what was said before a crash counts. */
export async function acknowledgements(context: BrowserContext): Promise<Set<string>> {
  const said = new Set<string>();
  await context.exposeBinding("tellKept", (_source, name: string) => void said.add(name));
  await context.addInitScript(() => {
    const look = () => {
      for (const line of document.querySelectorAll("li")) {
        const name = line.querySelector("strong")?.textContent;
        const tell: unknown = Reflect.get(window, "tellKept");
        if (name && line.textContent.includes("Kept in this browser.") && typeof tell === "function")
          Reflect.apply(tell, window, [name]);
      }
    };
    new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
  });
  return said;
}

/** Opens the data page anew and waits until all that is kept is loaded; the rows of each file, by name. */
export async function reopened(page: Page): Promise<Map<string, number>> {
  await page.goto("/data");
  const nothing = page.getByText("There is no history to ask yet.");
  const something = page.getByRole("heading", { level: 1, name: /events of/ });
  await expect(nothing.or(something)).toBeVisible({ timeout: 180_000 });
  if (await nothing.isVisible()) return new Map();
  await expect(page.getByRole("region", { name: "Loading" })).toHaveCount(0, { timeout: 180_000 });
  await expect(page.locator("[data-incomplete]")).toHaveCount(0, { timeout: 180_000 });
  await expect(page.getByRole("alert").filter({ hasText: /./ })).toHaveCount(0);
  const lines = page.getByRole("region", { name: "Files and their rows" }).locator("tbody tr:has(th)");
  const found = await lines.evaluateAll((rows) =>
    rows.map(
      (row) => [row.querySelector("th")?.textContent ?? "", Number(row.querySelector("td")?.textContent)] as const,
    ),
  );
  return new Map(found);
}

/** The names of all files and folders of the origin's private file system. */
export const privateFiles = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const found: string[] = [];
    const walk = async (directory: FileSystemDirectoryHandle, path: string): Promise<void> => {
      for await (const [name, entry] of directory.entries()) {
        found.push(`${path}${name}`);
        if (entry instanceof FileSystemDirectoryHandle) await walk(entry, `${path}${name}/`);
      }
    };
    await walk(await navigator.storage.getDirectory(), "");
    return found;
  });

/** Where the projection of what is kept lies, once all of it does. */
export async function projectionKept(page: Page): Promise<string[]> {
  const lying = async () => (await privateFiles(page)).filter((path) => path.includes("/projection/"));
  await expect.poll(lying, { timeout: 60_000 }).toContainEqual(expect.stringMatching(/\/header$/));
  return lying();
}

/** How often this page has opened what is kept as it was computed before. */
export const openedComputed = (page: Page): Promise<number> =>
  page.evaluate(() => performance.getEntriesByName("rivergraph:reopen", "measure").length);

/** A file of the private file system as Latin-1 text, by its path. */
export async function readPrivate(page: Page, path: string): Promise<string> {
  return page.evaluate(async (given) => {
    const parts = given.split("/");
    const name = parts.pop() ?? "";
    let at = await navigator.storage.getDirectory();
    for (const part of parts) at = await at.getDirectoryHandle(part);
    const handle = await at.getFileHandle(name).catch(() => null);
    const file = await handle?.getFile();
    return new TextDecoder("latin1").decode(await file?.arrayBuffer());
  }, path);
}

/** Writes a file of the private file system anew, cut to a share of it or with one bit of a byte flipped. */
async function rewritten(page: Page, path: string, change: { size: number } | { flip: number }): Promise<void> {
  await page.evaluate(
    async ({ given, how }) => {
      const parts = given.split("/");
      const name = parts.pop() ?? "";
      let at = await navigator.storage.getDirectory();
      for (const part of parts) at = await at.getDirectoryHandle(part);
      const handle = await at.getFileHandle(name);
      const bytes = new Uint8Array(await (await handle.getFile()).arrayBuffer());
      const writable = await handle.createWritable();
      if ("flip" in how) {
        bytes[how.flip] = (bytes[how.flip] ?? 0) ^ 1;
        await writable.write(bytes);
      } else await writable.write(bytes.subarray(0, Math.floor(how.size * bytes.length)));
      await writable.close();
    },
    { given: path, how: change },
  );
}

export const flipBit = (page: Page, path: string, at: number) => rewritten(page, path, { flip: at });
export const cutShort = (page: Page, path: string, share: number) => rewritten(page, path, { size: share });
