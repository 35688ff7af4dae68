import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Run } from "./arguments";
import type { Column } from "./arrays";
import { batches } from "./batches";
import { type Calendar, calendar, zones } from "./calendar";
import { counted } from "./counts";
import { studyColumns } from "./files";
import { changes, handful, laterColumns, orphans, overlap } from "./later";
import { live } from "./life";
import { writeManifest } from "./manifest";
import type { Patient } from "./patient";
import { ledger, place, type Placed } from "./place";
import { type Random, streams } from "./random";
import type { Recorder } from "./record";
import { type RowStore, rowStore } from "./rows";
import { increment, type Tally, tally } from "./tally";
import { type Brought, iso, truth } from "./truth";
import { writeArrow } from "./write-arrow";
import { writeParquet } from "./write-parquet";

const recorder = (of: Calendar, store: RowStore): Recorder => ({ calendar: of, store, unrecorded: new Map() });

function population(first: number, count: number, stream: () => Random, to: Recorder, sums: Tally): Patient[] {
  return Array.from({ length: count }, (_, i) => live(first + i, stream(), to, sums));
}

async function write(run: Run, name: string, columns: readonly Column[], placed: Placed): Promise<string> {
  const file = `${name}.${run.format}`;
  const path = join(run.out, file);
  if (run.format === "arrow") await writeArrow(path, batches(columns, placed));
  else await writeParquet(path, columns, batches(columns, placed));
  return file;
}

/** What a file holds from row `from` on, its earlier rows being copies. */
function described(store: RowStore, people: readonly Patient[], realised: Tally, from = 0): Brought {
  const counts = counted(store, from);
  let first = Infinity;
  let last = 0;
  for (const recorded of store.rows.recorded.subarray(from, store.length)) {
    if (recorded < first) first = recorded;
    if (recorded > last) last = recorded;
  }
  const patientsPerZone: Record<string, number> = {};
  for (const { zone } of people) increment(patientsPerZone, zones[zone] ?? "");
  return {
    ...counts,
    distinctIds: counts.rows - counts.duplicates - counts.sameIdOtherContent,
    firstRecordedAt: iso(first),
    lastRecordedAt: iso(last),
    patients: people.length,
    patientsPerZone,
    realised,
  };
}

/** Simulates a study, writes its two files, their manifest and the truth about them to the run's folder, and returns that truth. */
export async function simulate(run: Run) {
  await mkdir(run.out, { recursive: true });
  const days = calendar(run.start, run.months);
  const stream = streams(run.seed);
  const study = recorder(days, rowStore());
  const sums = tally();
  const people = population(0, run.patients, stream, study, sums);
  const given = ledger();
  const placed = place(study.store, given);
  const file = await write(run, "events", studyColumns(placed, people), placed);

  const later = recorder(days, rowStore());
  const repeated = overlap(placed, people, days, later.store);
  const laterSums = tally();
  const joined = population(run.patients, handful(run.patients), stream, later, laterSums);
  orphans(days, stream(), later.store);
  const laterPlaced = place(later.store, given, repeated);
  const laterFile = await write(run, "events-v2", laterColumns(laterPlaced, [...people, ...joined]), laterPlaced);

  const overlapping = repeated.id.length;
  const files = {
    study: { file, ...described(study.store, people, sums) },
    later: {
      file: laterFile,
      rows: later.store.length,
      overlap: overlapping,
      changes,
      brought: described(later.store, joined, laterSums, overlapping),
    },
  };
  await writeManifest(run.out, [files.study, files.later]);
  const known = truth(run, days, files, study.unrecorded);
  await writeFile(join(run.out, "truth.json"), `${JSON.stringify(known, null, 2)}\n`);
  return known;
}
