import { ask, asked, type Answer, type Asking, type Question } from "../insights/ask";
import { attributesOf } from "../insights/attributes";
import { factsOf } from "../insights/facts";
import type { AnyInsight } from "../insights/insight";
import { lagDays } from "../insights/rests";
import { standalone } from "../insights/standalone";
import type { AnyView, Facts } from "../insights/view";
import { lettered } from "../cohorts/lettered";
import { decode } from "../engine/decode";
import type { Profile } from "../export/disclosure/profile";
import type { Published } from "../export/disclosure/published";
import { type Leaving, release, type Released } from "../export/gate";
import { Failed } from "../failure";
import { asKnown, type Known } from "../log/as-known";
import { givenOf, momentOf } from "../log/moment";
import type { Study } from "../log/study";
import { sql } from "../sql";
import { isMerged, leaving } from "./leaving";
import type { Made, MadeFigure, MadeTable } from "./made";
import type { FigurePart, Spec } from "./spec";

/** Where insights are found, and how they are met. */
export type Registry = { insight(id: string): Promise<AnyInsight>; view(id: string): Promise<AnyView> };

/** How far it came; reports of the study that its readers have, the earliest first. */
export type Making = Asking & { onFigure?(done: number, of: number): void; earlier?: readonly Published[] };

type Answered = {
  part: FigurePart;
  insight: AnyInsight;
  view: AnyView;
  question: Question & { params: never };
  answer: Answer;
  facts: Facts;
  leaving: Leaving;
  sql: string;
};

const noSuch = (detail: string): Failed => new Failed({ kind: "report", detail });

/** The moment of a report: the log's own now, where none is named or a later one. */
async function momentIn(study: Study, { knownAt }: Spec): Promise<{ known: Known; knownAt: string | null }> {
  if (study.now === "") throw new Failed({ kind: "empty-study" });
  const now = await asKnown(study, null);
  const moment = knownAt === null ? now.moment : momentOf(knownAt, study.zone);
  if (moment === null) throw noSuch(`“${knownAt}” is no date, and no moment with its offset`);
  const known = await asKnown(study, moment);
  return { known, knownAt: known.moment === now.moment ? null : known.moment };
}

/** What a figure asks, its parameters as the insight's schema has them. Throws Failed. */
function questionOf(part: FigurePart, spec: Spec, insight: AnyInsight, knownAt: string | null) {
  const cohorts = lettered(spec.cohorts.filter(({ name }) => part.cohorts?.includes(name) ?? true));
  const { params } = asked(insight, part.params, cohorts);
  return { params, cohorts, knownAt };
}

async function answered(
  study: Study,
  spec: Spec,
  part: FigurePart,
  registry: Registry,
  { known, knownAt }: { known: Known; knownAt: string | null },
  asking: Asking,
): Promise<Answered> {
  const [insight, view] = [await registry.insight(part.insight), await registry.view(part.insight)];
  const question = questionOf(part, spec, insight, knownAt);
  const { params, cohorts } = question;
  const answer = await ask(study, insight, question, asking);
  const breakdown = insight.breakdown(params, attributesOf(study));
  const facts = factsOf(study, known, await lagDays(study, insight, question, asking));
  return {
    part,
    insight,
    view,
    question,
    answer,
    facts,
    leaving: leaving({ insight, params, cohorts, breakdown }, answer, spec.disclosure),
    sql: await standalone(study, insight, question, asking),
  };
}

/** The history that everything rests on, as a table of its own. */
const historyOf = ({ patients, events }: Known): Leaving => ({
  tables: [
    {
      table: "history",
      scope: "history",
      columns: { patients: "integer", events: "integer" },
      rows: [{ patients, events }],
      statement: { key: [], counts: { patients: {} }, rests: { events: ["patients"] } },
    },
  ],
  summed: [],
});

/** The finding where it is the same without what is hidden; else it would tell of that, or leave it out without a word. */
function titleOf({ view, insight, answer, question: { params } }: Answered, tables: readonly Released[]): string {
  if (answer.cells.length === 0) return insight.title;
  const [cells, ...beside] = tables;
  if (!cells) return insight.title;
  const also = Object.fromEntries(beside.map((table) => [table.table, table.drawn]));
  const told = cells.drawn.length > 0 ? view.title(cells.drawn, params, also) : insight.title;
  return told === view.title(answer.cells, params, answer.also) ? told : insight.title;
}

/** A column that nobody named, as a head: “restricted_mean” as “Restricted mean”. */
const headOf = (name: string): string => {
  const words = name.replaceAll("_", " ");
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
};

function tableOf(view: AnyView, params: never, released: Released): MadeTable {
  const { table } = released;
  const own = view.tables?.[table];
  const names: Readonly<Record<string, string>> = { ...view.columns, ...view.renamed?.(params), ...own?.columns };
  return {
    label: table === "cells" ? "Every value" : (own?.label ?? headOf(table)),
    columns: Object.fromEntries(Object.keys(released.columns).map((name) => [name, names[name] ?? headOf(name)])),
    released,
  };
}

function undrawnOf(
  { insight, view, answer, question: { params } }: Answered,
  cells: Released | undefined,
): string | null {
  if (!cells || answer.cells.length === 0) return view.nothing(params);
  const shown = cells.drawn;
  if (shown.length === 0) return "Every value rests on too few patients to be shown.";
  if (insight.discloses?.alone) return "Its picture shows courses of few patients; its table follows.";
  const excess = view.excess(shown, params);
  return excess ? `${excess.marks} ${excess.what} are more than a figure can show.` : null;
}

function figureOf(one: Answered, tables: readonly Released[], patients: number | null, profile: Profile): MadeFigure {
  const { part, insight, view, question, facts } = one;
  const [cells, ...beside] = tables;
  return {
    kind: "figure",
    insight: insight.id,
    params: question.params,
    cohorts: question.cohorts ?? [],
    heading: part.heading,
    note: part.note,
    title: titleOf(one, tables),
    subtitle: view.subtitle(question.params),
    definition: view.definition(question.params),
    facts: { ...facts, patients: patients ?? 0 },
    tables: tables.filter(({ rows }) => rows.length > 0).map((released) => tableOf(view, question.params, released)),
    asides: beside.map(({ table }) => table),
    merged: isMerged(insight, profile),
    undrawn: undrawnOf(one, cells),
    sql: one.sql,
  };
}

async function versionsOf({ engine }: Study): Promise<Made["versions"]> {
  const [row] = decode(await engine.query(sql`SELECT version() AS duckdb`), { duckdb: "text" });
  return { Rivergraph: "0.1.0", DuckDB: row?.duckdb ?? "" };
}

/** Asks every figure of a report and lets the answers through the gate together. Throws Failed; cost is that of the questions. */
export async function made(study: Study, spec: Spec, registry: Registry, making: Making = {}): Promise<Made> {
  const { onFigure, earlier = [], ...asking } = making;
  const moment = await momentIn(study, spec);
  const { known } = moment;
  const figures = spec.parts.filter((part) => part.kind === "figure");
  const answers = new Map<FigurePart, Answered>();
  for (const part of figures) {
    onFigure?.(answers.size, figures.length);
    answers.set(part, await answered(study, spec, part, registry, moment, asking));
  }
  onFigure?.(figures.length, figures.length);
  const all = [...answers.values()];
  const rule = { name: spec.title, digest: known.digest, profile: spec.disclosure, earlier };
  const { figures: released, published } = release([historyOf(known), ...all.map((one) => one.leaving)], rule);
  const [[history] = []] = released;
  if (!history) throw noSuch("nothing of it could be released");
  const patients = history.rows[0]?.["patients"];
  const drawn = new Map(
    all.map((one, i) => [
      one.part,
      figureOf(one, released[i + 1] ?? [], typeof patients === "number" ? patients : null, spec.disclosure),
    ]),
  );
  return {
    spec,
    moment: known.moment,
    momentGiven: givenOf(known.moment, study.zone),
    zone: study.zone,
    digest: known.digest,
    history,
    dataStart: known.dataStart,
    dataEnd: known.dataEnd,
    versions: await versionsOf(study),
    parts: spec.parts.flatMap((part) => (part.kind === "text" ? part : (drawn.get(part) ?? []))),
    published,
  };
}
