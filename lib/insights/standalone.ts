import { amongIds } from "../cohorts/ids";
import { eventsFile, fileColumnName, traitColumn, wordColumns } from "../export/events";
import type { Role } from "../ingest/mapping/mapping";
import type { Study } from "../log/study";
import { id, join, list, sql, type Sql } from "../sql";
import { prepare, settled, type Asking, type Question } from "./ask";
import { compose } from "./compose";
import type { AnyInsight } from "./insight";

const file = sql`read_parquet(${eventsFile})`;
const [events, terms] = [sql`events`, sql`terms`];

/** Words by key, as the log has them. */
const words = sql`
  SELECT (row_number() OVER (ORDER BY text))::INTEGER AS key, text FROM (SELECT DISTINCT unnest([${join(wordColumns.map((name) => id(name)))}]) AS text FROM ${file}) WHERE text IS NOT NULL`;

const wholeSeconds = (moment: Sql) => sql`floor(epoch_us(${moment}) / 1000000)::BIGINT`;
const beyond = (moment: Sql) => sql`(epoch_us(${moment}) - ${wholeSeconds(moment)} * 1000000)`;

/** Events as known at a moment, with keys for words and clocks in seconds too. */
const knownAt = (moment: string): Sql => sql`
  SELECT e.* REPLACE (${join(wordColumns.map((name) => sql`(SELECT key FROM ${terms} WHERE text = e.${id(name)}) AS ${id(name)}`))}),
    ${wholeSeconds(sql`local_time`)} AS wall_s, ${wholeSeconds(sql`occurred_at`)} AS occurred_s, ${wholeSeconds(sql`recorded_at`)} AS recorded_s,
    ${beyond(sql`occurred_at`)} * 1000000 + ${beyond(sql`recorded_at`)} AS micros
  FROM ${file} e WHERE known_from <= ${moment}::TIMESTAMP AND (known_until IS NULL OR known_until > ${moment}::TIMESTAMP)`;

const said = (column: Sql): Sql =>
  sql`SELECT segment, row, ${column} AS text FROM ${events} WHERE ${column} IS NOT NULL`;

/** One statement that gives the cells of a question (what is worked out of them afterwards left empty) in DuckDB beside the exported events, whose file it names; what it is asked, and as known when, stands above it. */
export async function standalone(
  study: Study,
  insight: AnyInsight,
  question: Question,
  { signal }: Asking = {},
): Promise<string> {
  const { params, cohorts, chosen, known } = await settled(study, insight, question);
  const { moment, dataStart, dataEnd } = known;
  const steps: { name: Sql; relation: Sql }[] = [
    { name: terms, relation: words },
    { name: events, relation: knownAt(moment) },
  ];
  const composed = await compose(
    study,
    insight,
    { knownAt: moment, dataStart, dataEnd, params, cohorts },
    {
      dialect: study.engine.dialect,
      terms,
      inRoles: (...wanted: readonly Role[]) => sql`coalesce(role IN ${list(wanted)}, FALSE)`,
      known: events,
      extremes: events,
      withClock: async () => events,
      async column(name) {
        const texts = said(id(fileColumnName(name)));
        return {
          rows: sql`(SELECT segment, row, text AS key FROM (${texts}))`,
          words: sql`(SELECT DISTINCT text AS key, text FROM (${texts}))`,
        };
      },
      traits: {
        rows: sql`(${join(
          [
            sql`SELECT NULL::INTEGER AS segment, NULL::INTEGER AS row, NULL::VARCHAR AS name, NULL::VARCHAR AS value WHERE FALSE`,
            ...[...new Set(study.traits.map(({ name }) => name))]
              .toSorted()
              .map((name) => sql`SELECT segment, row, ${name}, text FROM (${said(id(traitColumn(name)))})`),
          ],
          " UNION ALL ",
        )})`,
        ofTypes: sql`TRUE`,
      },
      bearing: (ids) =>
        sql`SELECT DISTINCT subject AS key FROM ${file} WHERE ${amongIds(ids, sql`namespace`, sql`patient`)}`,
      async keep(relation, name) {
        const found = steps.find((step) => step.relation.text === relation.text);
        if (found) return found.name;
        const taken = steps.filter((step) => step.name.text.startsWith(`"${name}`)).length;
        const called = id(taken === 0 ? name : `${name} ${taken + 1}`);
        steps.push({ name: called, relation });
        return called;
      },
      async fit(of, { params: own }) {
        if (!of.fit) return undefined;
        const fits = own === params ? question : { ...question, params: own, selections: [] };
        return (await prepare(study, of, fits, signal ? { signal } : {})).fitted;
      },
    },
    chosen,
  );
  const cells = insight.cells(composed.cells);
  const statement = sql`WITH ${join(
    steps.map(({ name, relation }) => sql`${name} AS MATERIALIZED (${relation})`),
    ",\n",
  )}
FROM (${cells})`;
  const about = [`${insight.title}, as known at ${moment}`, `Parameters: ${JSON.stringify(params)}`];
  return `${about.map((line) => `-- ${line.replaceAll(/\s+/g, " ")}`).join("\n")}\n${statement.text};`;
}
