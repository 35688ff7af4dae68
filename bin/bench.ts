import { execFileSync } from "node:child_process";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { adherenceTable } from "@/bench/adherence";
import { boardsTable } from "@/bench/boards";
import { measureBrowser } from "@/bench/browser";
import { eventsOf, history, historyOf } from "@/bench/history";
import { measuredSchema, type Engine, type Measured } from "@/bench/measured";
import { patientsTable } from "@/bench/patients";
import { serve } from "@/bench/server";
import { tableOf, type Runs } from "@/bench/table";
import { worklistTable } from "@/bench/worklist";

const { values } = parseArgs({
  options: {
    sizes: { type: "string", default: "100k,1m,10m" },
    runs: { type: "string", default: "3" },
    engine: { type: "string", default: "browser" },
    only: { type: "string", default: "history,boards,patients,adherence,worklist" },
  },
});
if (values.engine !== "browser" && values.engine !== "node")
  throw new Error(`--engine is browser or node, not “${values.engine}”.`);
const engine = values.engine;
const sizes = values.sizes.split(",").toSorted((a, b) => eventsOf(a) - eventsOf(b));
const root = join(import.meta.dirname, "..");

function inOwnProcess(which: Exclude<Engine, "browser">, file: string): Measured {
  const tsx = join(root, "node_modules/tsx/dist/cli.mjs");
  return measuredSchema.parse(
    JSON.parse(
      execFileSync(process.execPath, ["--max-old-space-size=8192", tsx, join(root, "bench/once.ts"), which, file], {
        cwd: root,
        encoding: "utf8",
      }),
    ),
  );
}

const parts = values.only.split(",");
const server = engine === "browser" ? await serve() : null;
try {
  const all: Runs[] = [];
  for (const size of parts.includes("history") ? sizes : []) {
    const file = history(size);
    const runs: Record<Engine, Measured[]> = { native: [], node: [], browser: [] };
    for (let run = 0; run < Number(values.runs); run++) {
      runs.native.push(inOwnProcess("native", file));
      if (server) runs.browser.push(await measureBrowser(file, server.address));
      else runs.node.push(inOwnProcess("node", file));
      console.error(`${size}, run ${run + 1} of ${values.runs}: load ${loadavg()[0]?.toFixed(1)}`);
    }
    all.push({ size, runs });
  }
  console.log(
    `${new Date().toISOString().slice(0, 10)}, ${cpus().length} cores, ${cpus()[0]?.model ?? ""}, Node ${process.version}\n`,
  );
  if (all.length > 0) console.log(tableOf(all, [engine]));
  for (const size of server && parts.includes("boards") ? sizes : [])
    console.log(`\n${await boardsTable(server?.address ?? "", size, history(size), Number(values.runs))}`);
  for (const size of server && parts.includes("patients") ? sizes : [])
    console.log(`\n${await patientsTable(server?.address ?? "", size, history(size))}`);
  if (server && parts.includes("adherence"))
    console.log(`\n${await adherenceTable(server.address, Number(values.runs), !values.sizes.includes("100k"))}`);
  if (server && parts.includes("worklist"))
    console.log(`\n${await worklistTable(server.address, historyOf(100_000, 3), Number(values.runs))}`);
} finally {
  server?.stop();
}
