import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { run, tool } from "./run.mjs";

const execute = promisify(execFile);

/** @type {Partial<Record<NodeJS.Platform, string[]>>} */
const usual = {
  linux: [
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/usr/bin/google-chrome-stable",
    "/opt/google/chrome/chrome",
    "/snap/bin/chromium",
  ],
  darwin: [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  ],
  win32: ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"].flatMap((variable) =>
    ["Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe"].map((file) =>
      path.join(process.env[variable] ?? "C:/", file),
    ),
  ),
};

const blank = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--dump-dom", "about:blank"];

/** Whether it opens a page: one that is half installed still tells its version, and a distribution may leave a script there that only says where to get the real thing. @param {string} file */
async function starts(file) {
  if (!existsSync(file)) return false;
  if (process.platform === "win32") return true;
  return execute(file, blank, { timeout: 60_000 }).then(
    ({ stdout }) => stdout.includes("<html"),
    () => false,
  );
}

async function playwrightsOwn() {
  const { chromium } = await import("@playwright/test");
  return chromium.executablePath();
}

/** @returns {Promise<string | undefined>} the path of a Chromium that starts */
export async function findBrowser() {
  const named = process.env["RIVERGRAPH_BROWSER"];
  if (named) {
    if (await starts(named)) return named;
    throw new Error(`RIVERGRAPH_BROWSER names “${named}”, which does not start.`);
  }
  for (const file of [...(usual[process.platform] ?? []), await playwrightsOwn()]) {
    if (await starts(file)) return file;
  }
  return undefined;
}

async function fromDistribution() {
  if (process.platform !== "linux" || process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return;
  // What is installed already is the owner's to repair.
  if (existsSync("/usr/bin/chromium")) return;
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  await run(["apt-get", "update"], { minutes: 2, quiet: true, env });
  await run(["apt-get", "install", "-y", "--no-install-recommends", "chromium"], { minutes: 4, quiet: true, env });
}

/** Finds a browser, or installs one where that is possible. Throws with a sentence. */
export async function needBrowser() {
  const found = await findBrowser();
  if (found) return found;
  console.log("No Chromium found; installing one …");
  await run(tool("playwright/cli.js", "install", "chromium"), { minutes: 3, quiet: true });
  const own = await findBrowser();
  if (own) return own;
  await fromDistribution();
  const last = await findBrowser();
  if (last) return last;
  throw new Error(
    "No browser could be found or installed: install Chromium or Chrome, or name one in RIVERGRAPH_BROWSER.",
  );
}
