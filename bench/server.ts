import { spawn } from "node:child_process";
import { build } from "../bin/tools/build.mjs";
import { listenable } from "../bin/tools/port.mjs";
import { root } from "../bin/tools/project.mjs";
import { tool } from "../bin/tools/run.mjs";

const host = "127.0.0.1";

/** Serves the production build, made anew where something changed. */
export async function serve(): Promise<{ address: string; stop(): void }> {
  const { ok, output } = await build();
  if (!ok) throw new Error(`The build failed: ${output}`);
  const port = await listenable(0, host);
  const [program = "", ...args] = tool("next/dist/bin/next", "start", "--port", `${port}`, "--hostname", host);
  const server = spawn(program, args, { cwd: root, stdio: "ignore" });
  const address = `http://${host}:${port}/`;
  for (let tries = 0; tries < 300; tries++) {
    if (await fetch(address).catch(() => undefined)) return { address, stop: () => void server.kill("SIGTERM") };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  server.kill("SIGTERM");
  throw new Error("The server did not answer.");
}
