import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const perPatient = 613;

/** Events by the name of a size, such as 100k or 1m. */
export function eventsOf(size: string): number {
  const [, digits, unit] = /^(\d+)(k|m)$/.exec(size.toLowerCase()) ?? [];
  if (digits === undefined) throw new Error(`“${size}” is no size: write 100k, 1m, 10m.`);
  return Number(digits) * (unit === "m" ? 1_000_000 : 1_000);
}

/** The file of a simulated history, made once and kept in .cache/bench under a name. */
function simulated(name: string, patients: number, months: number): string {
  const folder = join(root, ".cache", "bench", name);
  const file = join(folder, "events.parquet");
  if (existsSync(file)) return file;
  const making = `${folder}.making`;
  mkdirSync(making, { recursive: true });
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      "--max-old-space-size=8192",
      join(root, "node_modules/tsx/dist/cli.mjs"),
      join(root, "bin/simulate.ts"),
      "--patients",
      `${patients}`,
      "--months",
      `${months}`,
      "--seed",
      "3",
      "--out",
      making,
    ],
    { cwd: root, encoding: "utf8", stdio: ["ignore", "ignore", "pipe"] },
  );
  if (status !== 0) throw new Error(`The history “${name}” could not be simulated: ${stderr.trim()}`);
  renameSync(making, folder);
  return file;
}

/** A history of about that many events over 18 months. */
export const history = (size: string): string =>
  simulated(size.toLowerCase(), Math.round(eventsOf(size) / perPatient), 18);

/** A history of so many patients over some months. */
export const historyOf = (patients: number, months: number): string =>
  simulated(`patients-${patients}-${months}`, patients, months);
