import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readArguments, usage } from "./simulate/arguments";
import { simulate } from "./simulate/study";

const read = readArguments(process.argv.slice(2));
if ("help" in read) console.log(usage);
else if ("fault" in read) {
  console.error(read.fault);
  process.exitCode = 1;
} else {
  try {
    await mkdir(read.run.out, { recursive: true });
    const truth = await simulate(read.run);
    await writeFile(join(read.run.out, "truth.json"), `${JSON.stringify(truth, null, 2)}\n`);
  } catch (thrown) {
    console.error(thrown instanceof Error ? thrown.message : String(thrown));
    process.exitCode = 1;
  }
}
