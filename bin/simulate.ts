import { readArguments, usage } from "./simulate/arguments";
import { simulate } from "./simulate/study";

const read = readArguments(process.argv.slice(2));
if ("help" in read) console.log(usage);
else {
  try {
    if ("fault" in read) throw new Error(read.fault);
    await simulate(read.run);
  } catch (thrown) {
    console.error(thrown instanceof Error ? thrown.message : String(thrown));
    process.exitCode = 1;
  }
}
