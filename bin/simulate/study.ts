import { join } from "node:path";
import type { Run } from "./arguments";
import { batches } from "./batches";
import { calendar } from "./calendar";
import { studyColumns } from "./files";
import { live } from "./life";
import type { Patient } from "./patient";
import { ledger, place } from "./place";
import { streams } from "./random";
import type { Recorder } from "./record";
import { rowStore } from "./rows";
import { tally } from "./tally";
import { writeArrow } from "./write-arrow";
import { writeParquet } from "./write-parquet";

export async function simulate(run: Run) {
  const days = calendar(run.start, run.months);
  const stream = streams(run.seed);
  const study: Recorder = { calendar: days, store: rowStore(), unrecorded: new Map() };
  const sums = tally();
  const people: Patient[] = [];
  let t = performance.now();
  const lap = (s: string) => { console.error(s, performance.now() - t); t = performance.now(); };
  for (let i = 0; i < run.patients; i++) people.push(live(i, stream(), study, sums));
  lap("live");
  const placed = place(study.store, ledger());
  lap("place");
  const cols = studyColumns(placed, people);
  const path = join(run.out, `events.${run.format}`);
  if (run.format === "arrow") await writeArrow(path, batches(cols, placed));
  else await writeParquet(path, batches(cols, placed));
  lap("write");
  return { rows: study.store.length, sums };
}
