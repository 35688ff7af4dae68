import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { toArrow } from "@/lib/export/arrow";
import { toCsv } from "@/lib/export/csv";
import { toParquet } from "@/lib/export/parquet";
import { toXlsx } from "@/lib/export/xlsx";
import { parquetOf } from "@/lib/ingest/read/parquet/write";
import type { AnyView } from "@/lib/insights/view";
import { leavesOf, provenanceOf, tablesJson } from "@/lib/reports/files";
import type { Made } from "@/lib/reports/made";
import { type Picture, picturesIn } from "@/lib/reports/svg";
import type { Provenance } from "@/lib/export/file";
import type { Page } from "@playwright/test";
import { stylesheet } from "./stylesheet";
import { needBrowser } from "./tools/browser.mjs";
import { viewNamed } from "./registry";

export const reportFormats = ["html", "pdf", "svg", "png", "csv", "parquet", "arrow", "xlsx"] as const;
export type ReportFormat = (typeof reportFormats)[number];

type File = { name: string; write(path: string): Promise<void> };

const bytes = (name: string, of: () => Promise<Blob | Uint8Array | string>): File => ({
  name,
  async write(path) {
    const made = await of();
    await writeFile(path, made instanceof Blob ? new Uint8Array(await made.arrayBuffer()) : made);
  },
});

async function viewsOf({ parts }: Made): Promise<Map<string, AnyView>> {
  const ids = new Set(parts.flatMap((part) => (part.kind === "figure" ? part.insight : [])));
  return new Map(await Promise.all([...ids].map(async (id) => [id, await viewNamed(id)] as const)));
}

/** A report's HTML, drawn in a document that is open. */
async function drawnIn(document: Document, report: Made): Promise<string> {
  const { htmlOf } = await import("@/lib/reports/html");
  return htmlOf(report, await viewsOf(report), document, stylesheet);
}

/** What a browser without scripts and without a network makes of a page. */
async function printed<T>(work: (page: Page) => Promise<T>): Promise<T> {
  const { chromium } = await import("@playwright/test");
  const executablePath = await needBrowser();
  const browser = await chromium.launch({ args: ["--no-sandbox"], ...(executablePath && { executablePath }) });
  try {
    const context = await browser.newContext({ javaScriptEnabled: false, offline: true, deviceScaleFactor: 2 });
    return await work(await context.newPage());
  } finally {
    await browser.close();
  }
}

/** The pictures of a report's HTML. */
export function picturesOf(html: string, document: Document, about: Provenance): Picture[] {
  const host = document.createElement("div");
  host.innerHTML = html.slice(html.indexOf("<main"), html.indexOf("</main>"));
  const colours = [...html.matchAll(/(--(?:color|series)-[\w-]+):\s*([^;}]+)/g)];
  return picturesIn(host, new Map(colours.map(([, name = "", value = ""]) => [name, value])), about);
}

/** The HTML as PDF, with its tags, bookmarks and page numbers. */
const pdfOf = (html: string): Promise<Uint8Array> =>
  printed(async (page) => {
    await page.setContent(html, { waitUntil: "load" });
    return page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true, outline: true });
  });

/** A picture in twice as many pixels as it is wide. */
const pngOf = ({ svg }: Picture): Promise<Uint8Array> =>
  printed(async (page) => {
    await page.setContent(`<body style="margin:0">${svg}</body>`, { waitUntil: "load" });
    return page.locator("svg").first().screenshot();
  });

/** Writes a report in some formats to a folder; the names of the files. */
export async function writeReport(
  report: Made,
  document: Document,
  folder: string,
  formats: readonly ReportFormat[],
): Promise<string[]> {
  const about = provenanceOf(report);
  const leaves = leavesOf(report);
  let drawn: Promise<string> | null = null;
  const html = () => (drawn ??= drawnIn(document, report));
  const tables = (end: string, of: (leaf: (typeof leaves)[number]) => Promise<Blob | Uint8Array | string>) =>
    leaves.map((leaf) => bytes(`${leaf.name}.${end}`, () => of(leaf)));
  const pictures = async (end: string, of: (picture: Picture) => Promise<Uint8Array | string>) => {
    return picturesOf(await html(), document, about).map((picture) =>
      bytes(`${picture.name}.${end}`, () => of(picture)),
    );
  };
  const made: Record<ReportFormat, () => File[] | Promise<File[]>> = {
    svg: () => pictures("svg", async ({ svg }) => svg),
    png: () => pictures("png", pngOf),
    html: () => [bytes("report.html", html)],
    pdf: () => [bytes("report.pdf", async () => pdfOf(await html()))],
    csv: () => [
      ...tables("csv", async ({ released }) => toCsv(released)),
      bytes("tables.json", async () => tablesJson(report)),
    ],
    arrow: () => tables("arrow", async ({ released }) => toArrow(released, about)),
    parquet: () => tables("parquet", ({ released }) => toParquet(released, about, parquetOf)),
    xlsx: () => [bytes("tables.xlsx", () => toXlsx(leaves, about))],
  };
  const files: File[] = [];
  for (const format of formats) files.push(...(await made[format]()));
  for (const { name, write } of files) {
    const path = join(folder, name);
    await write(path).catch((thrown: unknown) => {
      throw thrown instanceof Error && "code" in thrown
        ? new Error(`“${path}” cannot be written.`, { cause: thrown })
        : thrown;
    });
  }
  return files.map(({ name }) => join(folder, name));
}
