import { Failed } from "@/lib/failure";
import { type Ingested, ingest, type IngestOptions, type Source } from "@/lib/log/ingest";
import { openStudy } from "@/lib/log/study";
import { bootEngine, openFile } from "../machinery";
import { type History, tellProgress } from "./history";

/** Of a file with more rows a person says first how much is to be loaded. */
const askAbove = 2_000_000;

/** Takes files into the history that is open, or begins one. */
export async function take(
  history: History,
  sources: readonly Source[],
  signal: AbortSignal,
  open: IngestOptions["open"] = openFile,
): Promise<Ingested> {
  const begun = history.era;
  const study = history.held ?? { ...(await openStudy(await bootEngine(), history.rule)), erased: history.gone };
  const stale = () => begun !== history.era;
  if (stale()) await study.engine.close();
  if (signal.aborted || stale()) throw new Failed({ kind: "cancelled" });
  history.held = study;
  const ingested = await ingest(study, sources, { open, signal, onProgress: tellProgress(history), askAbove });
  if (stale()) throw new Failed({ kind: "cancelled" });
  history.held = ingested.study;
  return ingested;
}
