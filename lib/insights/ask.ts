import type { Cohort } from "../cohorts/cohort";
import type { Columns, Row } from "../engine/decode";
import { faultsIn } from "../faults";
import { Failed } from "../failure";
import { asKnown, type Known } from "../log/as-known";
import { isCurrent, type Study } from "../log/study";
import { id, join, none, sql, type Sql } from "../sql";
import { answers, earlierState } from "./answers";
import { between, differenceAside, meeting, meetingColumns, type Side, sidesOf } from "./between";
import { type Chosen, compose, planned, type Composed, traitStatements } from "./compose";
import { apart, besideEachOther } from "./cohorts";
import { fold } from "./fold";
import { inLog } from "./ground";
import { type AnyInsight, columnsUnder } from "./insight";
import { holding, materialise } from "./materialise";

/** The patients behind any of some cells of an insight, asked at the same moment about the same cohorts; `within` where only those whom other selections held were asked about. */
export type Selection = {
  insight: AnyInsight;
  params: unknown;
  cells: readonly Row[];
  within?: readonly Selection[];
};

/** `knownAt` is an ISO UTC moment, or null for now; everybody is asked about where no cohort is named, and of them only those whom every selection holds. Parameters are checked against the insight's own schema. */
export type Question = {
  params: unknown;
  knownAt: string | null;
  cohorts?: readonly Cohort[];
  selections?: readonly Selection[];
};
/** The question that something answers, by itself. */
export const questionIn = ({ params, knownAt, cohorts = [], selections = [] }: Question): Question => ({
  params,
  knownAt,
  cohorts,
  selections,
});
/** What tells one question from another. */
export const keyOf = ({ params, knownAt, cohorts = [], selections = [] }: Question): unknown[] => [
  params,
  knownAt,
  cohorts,
  selections.map(nameOf),
];
const nameOf = ({ insight, params, cells, within = [] }: Selection): unknown[] => [
  insight.id,
  params,
  cells,
  within.map(nameOf),
];

export type Answer = {
  columns: Columns;
  cells: Row[];
  /** What the insight tells beside its cells, by name. */
  also: Readonly<Record<string, readonly Row[]>>;
  /** What made the patient rows: another where one of them may be. */
  patients: string;
  milliseconds: number;
  /** What the answer rests on, and by what it is known: the same key is the same answer. */
  known: Known;
  key: string;
  /** What the log knew at this moment when the question was asked before, where older events have been added since. */
  before: Known | null;
};
/** `incomplete` where parts of the history are still to be loaded: what was known is then not remembered. */
export type Asking = { signal?: AbortSignal; incomplete?: boolean };

/** The question with everything it needs at hand, patient rows included. */
export type Prepared = Composed & { known: Known };

/** What an insight is asked, as its schema has it. Throws Failed. */
export function asked(insight: AnyInsight, params: unknown, given: readonly Cohort[]) {
  const cohorts = apart(given);
  const parsed = insight.params.safeParse(besideEachOther(insight, params ?? {}, cohorts));
  if (!parsed.success)
    throw new Failed({
      kind: "params",
      insight: insight.id,
      detail: faultsIn(parsed.error),
    });
  return { insight, params: parsed.data, cohorts };
}

/** What says, of a row of the differences in an answer, whom each of its sides rests on. */
export function sidesIn(
  insight: AnyInsight,
  answer: Pick<Answer, "cells" | "also">,
  question: Question,
): (row: Row) => Side[] {
  const { params, cohorts } = asked(insight, question.params, question.cohorts ?? []);
  return sidesOf(insight, answer, { params, cohorts });
}

function chosenBy({ insight, params, cells, within = [] }: Selection, cohorts: readonly Cohort[]): Chosen {
  const named = cells.map((cell) => Object.fromEntries(insight.key.map((name) => [name, cell[name] ?? null])));
  const around = within.map((one) => chosenBy(one, cohorts));
  return { ...asked(insight, params, cohorts), cells: named, within: around };
}

const keyOfChosen = ({ insight, within, ...rest }: Chosen): unknown[] => [insight.id, rest, within.map(keyOfChosen)];

/** What is known at the question's moment, and its parameters and selections as the insights' schemas have them. Throws Failed. */
export async function settled(study: Study, insight: AnyInsight, question: Question) {
  if (study.now === "") throw new Failed({ kind: "empty-study" });
  if (!isCurrent(study)) throw new Failed({ kind: "cancelled" });
  const { cohorts = [], selections = [] } = question;
  return {
    ...asked(insight, question.params, cohorts),
    chosen: selections.map((selection) => chosenBy(selection, cohorts)),
    known: await asKnown(study, question.knownAt),
  };
}

/** Checks the parameters and materialises what the fold reads: observation, members, patient rows. What was materialised once for the same log, moment and parameters is not computed again. */
export async function prepare(
  study: Study,
  insight: AnyInsight,
  question: Question,
  { signal }: Asking = {},
): Promise<Prepared> {
  const stop = signal ? { signal, urgent: true } : { urgent: true };
  const { params, cohorts, chosen, known } = await settled(study, insight, question);
  const { moment, dataStart, dataEnd } = known;
  const reading = { latest: question.knownAt === null, again: study.again };
  const composed = await holding(study.engine, (hold) => {
    const ground = inLog(study, known, reading, stop, hold);
    return compose(study, insight, { knownAt: moment, dataStart, dataEnd, params, cohorts }, ground, chosen);
  });
  if (!isCurrent(study)) throw new Failed({ kind: "cancelled" });
  return { ...composed, known };
}

/** Keeps what every breakdown by a trait reads, before anybody asks for one. One pass over the log as it is known now. */
export async function prepareBreakdowns(study: Study): Promise<void> {
  if (study.now === "" || study.traits.length === 0) return;
  const known = await asKnown(study, null);
  await holding(study.engine, async (hold) =>
    traitStatements(inLog(study, known, { latest: true, again: study.again }, {}, hold)),
  );
}

/** Columns of rows aliased r, as they are declared. */
export const declared = (columns: Columns): Sql =>
  join(
    Object.entries(columns).map(
      ([name, type]) => sql`r.${id(name)}${type === "text" ? sql`::VARCHAR` : none} AS ${id(name)}`,
    ),
  );

/** What the patient rows rest on, event by event: a relation with subject and the columns that the insight declares for it; null where it declares none. */
export async function lines(study: Study, insight: AnyInsight, question: Question, { signal }: Asking = {}) {
  if (!insight.lines) return null;
  const { patients, members, known } = await prepare(study, insight, question, signal ? { signal } : {});
  const plan = insight.lines.rows(patients);
  if (plan === null) return null;
  const rows = await planned(plan, (relation) =>
    materialise(study.engine, known.digest, relation, signal ? { signal } : {}),
  );
  return { columns: insight.lines.columns, rows: sql`(${rows})`, members };
}

/** The seam of the app: one insight's cells over a cohort, as known at a moment. Cost: linear in the events the first time, in the patient rows when only the fold changes, nothing where the same was known at the moment when it was asked before. */
export async function ask(
  study: Study,
  insight: AnyInsight,
  question: Question,
  { signal, incomplete = false }: Asking = {},
): Promise<Answer> {
  const started = performance.now();
  const { engine } = study;
  const { params, cohorts, chosen, known } = await settled(study, insight, question);
  const what = JSON.stringify([insight.id, params, cohorts, question.knownAt, chosen.map(keyOfChosen)]);
  const key = `${known.digest} ${known.moment} ${what}`;
  const before = question.knownAt === null || incomplete ? null : earlierState(engine, what, known);
  const answer = answers(engine).get(key) ?? (await answered(study, insight, question, key, signal));
  if (!isCurrent(study)) throw new Failed({ kind: "cancelled" });
  performance.measure("rivergraph:ask", { start: started, detail: { insight: insight.id } });
  return { ...answer, known, before };
}

async function answered(study: Study, insight: AnyInsight, question: Question, key: string, signal?: AbortSignal) {
  const started = performance.now();
  const stop = signal ? { signal, urgent: true } : { urgent: true };
  const prepared = await prepare(study, insight, question, signal ? { signal } : {});
  const statement = insight.cells(prepared.cells);
  const columns = columnsUnder(insight, prepared.cells.params);
  const folded = <C extends Columns>(of: Sql, columns: C) =>
    fold(study.engine, prepared.known.digest, of, columns, stop);
  const asides = Object.entries(insight.also ?? {}).flatMap(([name, aside]) => {
    const own = aside.rows?.(prepared.cells);
    return own === null ? [] : [{ name, aside, own }];
  });
  // Asked at once, so that nothing else of the page comes between them.
  const both = meeting(insight, prepared.cells, prepared.members);
  const [raw, met, ...beside] = await Promise.all([
    folded(statement, columns),
    both ? folded(both, meetingColumns) : [],
    ...asides.map(({ aside, own }) => own && folded(own, aside.columns)),
  ]);
  const cells = insight.finish ? insight.finish(raw, prepared.cells) : raw;
  const also: Record<string, readonly Row[]> = {};
  asides.forEach(({ name, aside: { finish } }, i) => {
    const own = beside[i] ?? prepared.fitted?.also[name] ?? cells;
    also[name] = finish ? finish(own, prepared.cells) : own;
  });
  const difference = between(insight, prepared.cells, { cells, also }, met);
  if (difference) also[differenceAside] = difference;
  const answer = {
    columns,
    cells,
    also,
    patients: prepared.patientsSql.text,
    milliseconds: performance.now() - started,
    key,
  };
  answers(study.engine).set(key, answer);
  return answer;
}
