import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { compile } from "tailwindcss";
import { classesIn } from "@/lib/reports/classes";
import { light, white } from "@/lib/reports/light";

const app = join(import.meta.dirname, "../app");
const { resolve } = createRequire(import.meta.url);

/** Stylesheets by the names of the packages that hold them, or by their places. */
async function loadStylesheet(id: string, base: string) {
  const path = id.startsWith(".") ? join(base, id) : resolve(id === "tailwindcss" ? "tailwindcss/index.css" : id);
  return { path, base: dirname(path), content: await readFile(path, "utf8") };
}

/** The classes that a document bears, and the variables that it names. */
function candidatesIn(html: string): string[] {
  const variables = [...html.matchAll(/var\((--[\w-]+)/g)].flatMap(([, name = ""]) => name);
  return [...new Set([...classesIn(html), ...variables])].toSorted();
}

/** Without what only those who write it read. */
const shortened = (css: string) =>
  css
    .replaceAll(/\/\*[\s\S]*?\*\//g, "")
    .replaceAll(/\s*\n\s*/g, "\n")
    .replaceAll(/\n?([{};])\n/g, "$1")
    .trim();

/** The app's stylesheet as far as a document of figures needs it, in its light theme. */
export async function stylesheet(html: string): Promise<string> {
  const css = await readFile(join(app, "globals.css"), "utf8");
  const compiled = await compile(css, { base: app, loadStylesheet });
  return `${light(shortened(compiled.build(candidatesIn(html))))}${white}`;
}
