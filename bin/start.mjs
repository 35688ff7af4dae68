import { spawn } from "node:child_process";
import { parseArgs } from "node:util";
import { build } from "./tools/build.mjs";
import { install } from "./tools/install.mjs";
import { freePort, listenable } from "./tools/port.mjs";
import { root, sentence } from "./tools/project.mjs";
import { tool } from "./tools/run.mjs";

const { values } = parseArgs({
  options: { port: { type: "string" }, host: { type: "string", default: "127.0.0.1" } },
});

/** @param {string} host */
async function choosePort(host) {
  const asked = values.port ?? (process.env["PORT"] || undefined);
  if (asked === undefined) return freePort(3000, host);
  const port = Number(asked);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error(`“${asked}” is not a port.`);
  if (!(await listenable(port, host))) throw new Error(`Port ${port} is taken; choose another, or leave it out.`);
  return port;
}

/** @param {string} address */
async function answering(address) {
  for (let tries = 0; tries < 300; tries++) {
    if (await fetch(address).catch(() => undefined)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`The server did not answer at ${address}.`);
}

async function start() {
  await install();
  const port = await choosePort(values.host);
  console.log("Building, unless nothing changed …");
  const { ok, output } = await build();
  if (!ok) throw new Error(`${output}\nThe build failed: see above.`);

  const [program = "", ...args] = tool("next/dist/bin/next", "start", "--port", `${port}`, "--hostname", values.host);
  const server = spawn(program, args, { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => server.kill("SIGTERM"));
  server.on("exit", (code) => process.exit(code ?? 0));

  const address = `http://${values.host}:${port}/`;
  await answering(address);
  console.log(`Rivergraph is at ${address} and its demo history at ${address}#demo`);
}

await start().catch((/** @type {unknown} */ error) => {
  console.error(sentence(error));
  process.exit(1);
});
