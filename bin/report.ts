import { reportCommand } from "./report-command";

process.exitCode = await reportCommand(process.argv.slice(2), {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
});
