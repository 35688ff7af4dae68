import { ask } from "@/lib/insights/ask";
import { differenceAside } from "@/lib/insights/between";
import { paired, pairTable } from "@/lib/insights/difference";
import { assumedWords, restsOn } from "@/lib/insights/rests";
import { standalone } from "@/lib/insights/standalone";
import { momentOf } from "@/lib/log/moment";
import type { Study } from "@/lib/log/study";
import { writeEvents } from "./exported";
import type { Asked } from "./given";
import { instead } from "./instead";
import { comparableNotes, contradictionNotes, momentNotes } from "./notes";
import { toldOfPatient } from "./patient";
import { printed } from "./print";

/** Where notes beside the answer go. */
export type Tell = (notes: readonly string[]) => void;

/** `now` is the log's own. */
function momentGiven(name: "as-known-at" | "since", given: string | undefined, zone: string): string | null {
  if (given === undefined || given === "now") return null;
  const moment = momentOf(given, zone);
  if (moment === null) throw new Error(`--${name} takes a date, or a moment with its offset, not “${given}”.`);
  return moment;
}

/** What the command prints of a history; empty where its events alone are written. */
export async function answer(study: Study, asked: Asked, tell: Tell): Promise<string> {
  const { insight, params, cohorts, rows: which, format } = asked;
  if (asked.exported !== undefined) tell(await writeEvents(study, asked.exported));
  if (asked.about) {
    const { columns, rows } = await toldOfPatient(
      study,
      asked.about,
      params,
      momentGiven("as-known-at", asked.knownAt, study.zone),
    );
    return printed(rows, columns, format);
  }
  if (!insight) return "";
  const question = { params, cohorts, knownAt: momentGiven("as-known-at", asked.knownAt, study.zone) };
  if (asked.statement) return standalone(study, insight, question);
  if (which !== "cells") {
    const { columns, rows } = await instead(study, insight, question, which);
    if (which === differenceAside && cohorts.length > 1) tell(await comparableNotes(study, question));
    return printed(rows, columns, format);
  }
  const { cells, columns, known } = await ask(study, insight, question);
  const since = momentGiven("since", asked.since, study.zone);
  const assumed = known.assumed > 0 ? assumedWords(await restsOn(study, insight, question)) : null;
  tell([
    ...momentNotes(study, "as-known-at", question.knownAt, known),
    ...(await contradictionNotes(study, known)),
    ...(assumed === null ? [] : [assumed]),
  ]);
  if (since === null) return printed(cells, Object.keys(columns), format);
  const earlier = await ask(study, insight, { ...question, knownAt: since });
  tell(momentNotes(study, "since", since, earlier.known));
  const told = pairTable({ key: insight.key, columns }, paired(insight, cells, earlier.cells));
  return printed(told.rows, Object.keys(told.columns), format);
}
