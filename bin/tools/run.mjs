import { spawn } from "node:child_process";
import { root } from "./project.mjs";

/**
 * Runs a command in the project's root, without a terminal to ask questions at, and ends its whole family when the time is up.
 * @param {string[]} command
 * @param {{ minutes: number, quiet?: boolean, env?: Record<string, string> }} options `quiet` keeps the output back
 * @returns {Promise<{ ok: boolean, output: string }>}
 */
export function run([program = "", ...args], { minutes, quiet = false, env = {} }) {
  return new Promise((resolve) => {
    const family = process.platform !== "win32";
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
      detached: family,
      shell: program === "npm" && !family,
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (/** @type {string} */ text) => {
        output += text;
        if (!quiet) process.stdout.write(text);
      });
    }
    const stop = () => {
      if (family && child.pid) process.kill(-child.pid, "SIGKILL");
      else child.kill("SIGKILL");
    };
    const timer = setTimeout(() => {
      output += `\nStopped after ${minutes} minutes.\n`;
      stop();
    }, minutes * 60_000);
    const interrupted = () => {
      stop();
      process.exit(130);
    };
    process.once("SIGINT", interrupted).once("SIGTERM", interrupted);
    /** @param {boolean} ok */
    const settle = (ok) => {
      clearTimeout(timer);
      process.off("SIGINT", interrupted).off("SIGTERM", interrupted);
      resolve({ ok, output });
    };
    child.on("error", (error) => {
      output += `${program}: ${error.message}\n`;
      settle(false);
    });
    child.on("close", (code) => settle(code === 0));
  });
}

/**
 * A program that a dependency installed, to be run by this very Node.
 * @param {string} file its path under node_modules
 * @param {string[]} args
 */
export const tool = (file, ...args) => [process.execPath, `node_modules/${file}`, ...args];
