import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** @param {string[]} parts */
export const inRoot = (...parts) => path.join(root, ...parts);

/** @param {unknown} error */
export const sentence = (error) => (error instanceof Error ? error.message : String(error));

process.env["NEXT_TELEMETRY_DISABLED"] = "1";
