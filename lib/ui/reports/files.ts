import { zipSync } from "fflate";
import { toArrow } from "@/lib/export/arrow";
import { toCsv } from "@/lib/export/csv";
import { toParquet } from "@/lib/export/parquet";
import type { Leaf } from "@/lib/export/file";
import { Failed } from "@/lib/failure";
import { leavesOf, provenanceOf, tablesJson } from "@/lib/reports/files";
import type { Made } from "@/lib/reports/made";
import type { Picture } from "@/lib/reports/svg";
import { viewsOf } from "./views-of";

export const formats = ["html", "svg", "png", "xlsx", "csv", "arrow", "parquet"] as const;
export type Format = (typeof formats)[number];

export type Making = { signal: AbortSignal; onStep(done: number, of: number): void };

type File = { content: string | Blob; name: string; type: string };

/** A name that every system takes. */
export const fileNameOf = (title: string): string =>
  title
    .replaceAll(/[\\/:*?"<>|\p{Cc}\s]+/gu, " ")
    .trim()
    .slice(0, 120) || "report";

/** Lets the page draw itself, and goes on unless it was cancelled. */
async function breath(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve));
  signal.throwIfAborted();
}

async function html(made: Made, signal: AbortSignal): Promise<string> {
  const [{ htmlOf }, { pageStyles }] = await Promise.all([import("@/lib/reports/html"), import("./styles")]);
  await breath(signal);
  return htmlOf(made, viewsOf(made), document, pageStyles);
}

/** The tables as bytes of a format that has one file for each. */
function tableOf(format: "csv" | "arrow" | "parquet", made: Made): (leaf: Leaf) => Promise<Uint8Array> {
  const about = provenanceOf(made);
  switch (format) {
    case "csv":
      return async ({ released }) => text(toCsv(released));
    case "arrow":
      return async ({ released }) => toArrow(released, about);
    case "parquet":
      return async ({ released }) => {
        const { writeInWorker } = await import("@/lib/ingest/worker/client");
        const file = await toParquet(released, about, writeInWorker);
        return new Uint8Array(await file.arrayBuffer());
      };
  }
}

/** The first day that a ZIP file can tell: the same tables are the same file. */
const never = { mtime: new Date(1980, 0, 1) };

/** A picture in twice as many pixels as it is wide. */
async function pngOf({ svg }: Picture): Promise<Uint8Array> {
  const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [2 * image.naturalWidth, 2 * image.naturalHeight];
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const drawn = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
    if (!drawn) throw new Failed({ kind: "report", detail: "this browser does not draw a picture of that size" });
    return new Uint8Array(await drawn.arrayBuffer());
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** A file of an archive, made when its turn comes. */
type Entry = { name: string; bytes(): Promise<Uint8Array> };

const text = (given: string): Uint8Array => new TextEncoder().encode(given);

async function picturesIn(format: "svg" | "png", made: Made, signal: AbortSignal): Promise<Entry[]> {
  const [{ picturesOf }, { paperColours }] = await Promise.all([import("@/lib/reports/html"), import("./styles")]);
  await breath(signal);
  return picturesOf(made, viewsOf(made), document, new Map(Object.entries(paperColours()))).map((picture) => ({
    name: `${picture.name}.${format}`,
    bytes: () => (format === "svg" ? Promise.resolve(text(picture.svg)) : pngOf(picture)),
  }));
}

function tablesIn(format: "csv" | "arrow" | "parquet", made: Made): Entry[] {
  const bytes = tableOf(format, made);
  return [
    { name: "tables.json", bytes: () => Promise.resolve(text(tablesJson(made))) },
    ...leavesOf(made).map((leaf) => ({ name: `${leaf.name}.${format}`, bytes: () => bytes(leaf) })),
  ];
}

/** Several files as one archive, made one after the other. */
async function zipped(entries: readonly Entry[], { signal, onStep }: Making): Promise<Blob> {
  const files: Record<string, Uint8Array> = {};
  for (const [i, { name, bytes }] of entries.entries()) {
    onStep(i, entries.length);
    files[name] = await bytes();
    await breath(signal);
  }
  return new Blob([Uint8Array.from(zipSync(files, never))]);
}

/** A report as a file of a format. Throws Failed, and where it is cancelled. */
export async function fileOf(format: Format, made: Made, making: Making): Promise<File> {
  const name = fileNameOf(made.spec.title);
  if (format === "html") return { content: await html(made, making.signal), name: `${name}.html`, type: "text/html" };
  if (format === "xlsx") {
    const { toXlsx } = await import("@/lib/export/xlsx");
    const content = await toXlsx(leavesOf(made), provenanceOf(made));
    making.signal.throwIfAborted();
    return { content, name: `${name}.xlsx`, type: content.type };
  }
  const entries =
    format === "svg" || format === "png" ? await picturesIn(format, made, making.signal) : tablesIn(format, made);
  return { content: await zipped(entries, making), name: `${name}-${format}.zip`, type: "application/zip" };
}
