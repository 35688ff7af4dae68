import { decode, type Columns, type Row } from "@/lib/engine/decode";
import { ask, declared, lines, prepare, type Question } from "@/lib/insights/ask";
import { asideColumns, asideNames, differenceAside } from "@/lib/insights/between";
import type { AnyInsight } from "@/lib/insights/insight";
import { table } from "@/lib/log/schema";
import type { Study } from "@/lib/log/study";
import { id, join, sql, type Sql } from "@/lib/sql";

type Told = { columns: readonly string[]; rows: readonly Row[] };

/** Rows of patients under the ids of the source, whose turn it is first where there is an order. */
async function ofPatients(
  study: Study,
  columns: Columns,
  from: Sql,
  members: Sql,
  order?: readonly Sql[],
): Promise<Told> {
  const named = join(Object.keys(columns).map((name) => sql`r.${id(name)}`));
  const sorted = order ? join([...order, sql`s.namespace`, sql`s.id`, named]) : sql`ALL`;
  const statement = sql`SELECT s.id AS subject, ${declared(columns)} FROM ${from} r JOIN ${members} m ON m.subject = r.subject JOIN ${table("subjects")} s ON s.key = m.patient ORDER BY ${sorted}`;
  return {
    columns: ["subject", ...Object.keys(columns)],
    rows: decode(await study.engine.query(statement), { subject: "text", ...columns }),
  };
}

const notAsked = ({ id }: AnyInsight, which: string) =>
  new Error(`These parameters do not ask for the ${which} of ${id}: ask --list tells which do.`);

/** What is printed in place of the cells. */
export async function instead(study: Study, insight: AnyInsight, question: Question, which: string): Promise<Told> {
  if (which === "patients") {
    const { rows, cells, members } = await prepare(study, insight, question);
    return ofPatients(study, insight.rowColumns(cells.params), rows, members, insight.triage?.order);
  }
  if (which === "events") {
    const found = await lines(study, insight, question);
    if (found) return ofPatients(study, found.columns, found.rows, found.members);
    if (insight.lines) throw notAsked(insight, which);
  }
  const columns = asideColumns(insight, which);
  if (!columns) {
    const has = ["cells", "patients", ...(insight.lines ? ["events"] : []), ...asideNames(insight)];
    throw new Error(`--rows of ${insight.id} is one of ${has.join(", ")}, not “${which}”.`);
  }
  const rows = (await ask(study, insight, question)).also[which];
  if (!rows && which === differenceAside && question.cohorts?.length !== 2)
    throw new Error(`The difference of ${insight.id} is of two cohorts: name them, each after --cohort.`);
  if (!rows) throw notAsked(insight, which);
  return { columns: Object.keys(columns), rows };
}
