import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import Papa from "papaparse";
import { z } from "zod";
import { command } from "./command";

const root = join(import.meta.dirname, "..");
const run = promisify(execFile);
export const demo = join(root, "public/demo/events.parquet");
/** What a test of the command may take (milliseconds). */
export const slow = 120_000;

export type Result = { code: number; out: string; err: string };
const failed = z.object({ code: z.number(), stdout: z.string(), stderr: z.string() });

/** What the command prints and how it ends. */
export async function ask(...args: string[]): Promise<Result> {
  const told = { out: "", err: "" };
  const code = await command(args, { out: (text) => void (told.out += text), err: (text) => void (told.err += text) });
  return { code, ...told };
}

/** The same as a shell sees it, in a process of its own. */
export async function shell(...args: string[]): Promise<Result> {
  try {
    const { stdout, stderr } = await run(process.execPath, ["--import", "tsx", join(root, "bin/ask.ts"), ...args], {
      cwd: root,
      maxBuffer: 1 << 26,
    });
    return { code: 0, out: stdout, err: stderr };
  } catch (thrown) {
    const { code, stdout, stderr } = failed.parse(thrown);
    return { code, out: stdout, err: stderr };
  }
}

/** The printed CSV, row by row. */
export const rowsOf = ({ out }: Pick<Result, "out">): Record<string, string>[] =>
  Papa.parse<Record<string, string>>(out.trimEnd(), { header: true }).data;
