import { afterAll, beforeAll, expect, test } from "vitest";
import { decode, type Row } from "../../engine/decode";
import { grouped } from "../../group";
import type { Study } from "../../log/study";
import { table } from "../../log/schema";
import { emptied, engines, loaded } from "../../log/testing";
import { sql } from "../../sql";
import { arrowFile, textColumns, type TextRow } from "../../testing/files";
import { pathOf, type Step, type Treated } from "../../testing/pathways";
import { ask, prepare } from "../ask";
import { behind, eventsBehind } from "../behind";
import { insightNamed } from "../testing";
import question from "./question";

const dataEnd = 400;
const moment = (day: number) => new Date(Date.UTC(2025, 0, 1 + day, 9)).toISOString();

type Person = Treated & { sex: string };
const supply = (item: string, day: number, days: number) => ({ item, day, days });
const treated = (supplies: Treated["supplies"], end: Treated["end"] = null, to = dataEnd): Person => ({
  supplies,
  from: 0,
  to,
  end,
  sex: "female",
});

/** By hand: what a patient was supplied with, and the path that it comes to under the defaults. */
const byHand: Readonly<Record<string, readonly [Person, string]>> = {
  "a gap of 30 days continues": [treated([supply("A", 0, 20), supply("A", 50, 20)]), "A → stopped"],
  "a gap of 31 does not": [treated([supply("A", 0, 20), supply("A", 51, 20)]), "no lasting supply"],
  "29 days are no era": [treated([supply("A", 0, 29)]), "no lasting supply"],
  "30 days are one": [treated([supply("A", 0, 30)]), "A → stopped"],
  "an overlap of 29 is a switch": [treated([supply("A", 0, 80), supply("B", 51, 80)]), "A → B → stopped"],
  "one of 30 is a combination": [treated([supply("A", 0, 80), supply("B", 50, 80)]), "A → A + B → B → stopped"],
  "what a switch leaves of an era is a line": [treated([supply("A", 0, 40), supply("B", 15, 80)]), "A → B → stopped"],
  "a short way into a combination is none": [treated([supply("A", 0, 90), supply("B", 10, 90)]), "A + B → stopped"],
  "an era within another": [treated([supply("A", 0, 200), supply("B", 50, 30)]), "A → A + B → A → stopped"],
  "there and back": [treated([supply("A", 0, 60), supply("B", 60, 60), supply("A", 120, 60)]), "A → B → A → stopped"],
  "the same again is one line": [treated([supply("A", 0, 60), supply("A", 200, 60)]), "A → stopped"],
  "not stacked": [treated([supply("A", 0, 20), supply("A", 1, 20)]), "no lasting supply"],
  "to 30 days before the end": [treated([supply("A", 331, 40)]), "A → still on it"],
  "to 31 days before the end": [treated([supply("A", 330, 40)]), "A → stopped"],
  "cut off at the end": [treated([supply("A", 380, 90)]), "no lasting supply"],
  death: [treated([supply("A", 0, 60)], "died", 100), "A → died"],
  loss: [treated([supply("A", 0, 60)], "lost", 60), "A → lost"],
  "nothing, and death": [treated([], "died", 90), "never supplied"],
  "three at once": [treated([supply("A", 0, 90), supply("B", 0, 90), supply("C", 0, 90)]), "A + B + C → stopped"],
  "more than five": [
    treated(["A", "B", "C", "A", "B", "C"].map((item, i) => supply(item, 40 * i, 40))),
    "A → B → C → A → B → further lines",
  ],
};

/** Made of a fixed sequence, so that a failure names its patient alone. */
function atRandom(n: number): Person[] {
  let state = 11;
  const below = (limit: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * limit);
  };
  return Array.from({ length: n }, () => {
    const to = below(3) === 0 ? 60 + below(340) : dataEnd;
    return {
      supplies: Array.from({ length: below(9) }, () =>
        supply(["A", "B", "C"][below(3)] ?? "", below(to + 1), 1 + below(90)),
      ),
      from: 0,
      to,
      end: to === dataEnd ? null : below(2) === 0 ? "died" : "lost",
      sex: below(3) === 0 ? "male" : "female",
    };
  });
}

const people = new Map<string, Person>([
  ...Object.entries(byHand).map(([name, [person]]) => [name, person] as const),
  ...atRandom(60).map((person, i) => [`R${i}`, person] as const),
]);

const rows: TextRow[] = [...people].flatMap(([subject, { supplies, to, end, sex }]) => [
  { type: "PatientEnrolled", subject, sex, occurred_at: moment(0) },
  ...supplies.map(({ item, day, days }) => ({
    type: "MedicineDispensed",
    subject,
    item,
    days_supply: String(days),
    occurred_at: moment(day),
  })),
  ...(end === null
    ? []
    : [{ type: end === "died" ? "PatientDied" : "PatientWithdrawn", subject, occurred_at: moment(to) }]),
]);

const insight = insightNamed("pathways");
const asking = (params: object) => ({ params, knownAt: null });
let study: Study | undefined;
const held = (): Study => {
  if (!study) throw new Error("not loaded");
  return study;
};

beforeAll(async () => {
  const last = { type: "SurveyCompleted", subject: Object.keys(byHand)[0] ?? "", occurred_at: moment(dataEnd) };
  const events = [...rows, last].map((row, i) => ({ event_id: `e${i}`, ...row }));
  study = await loaded(await emptied(await engines.node()), [arrowFile("events.arrow", textColumns(events))]);
}, 60_000);
afterAll(() => study?.engine.close());

type Params = ReturnType<typeof question.params.parse>;

/** Paths with the steps that too few take told together, by the definition. */
function toldOf(all: readonly (readonly Step[])[], share: number): string[] {
  const prefix = (steps: readonly Step[], n: number) => JSON.stringify(steps.slice(0, n));
  const alike = (steps: readonly Step[], n: number) => {
    const names = (of: readonly Step[]) =>
      prefix(
        of.map((step) => ({ ...step, days: null })),
        n,
      );
    return all.filter((other) => names(other) === names(steps)).length;
  };
  return all.map((steps) => {
    const lines = steps.slice(0, -1);
    const rare = lines.findIndex((_, i) => alike(steps, i + 1) / all.length < share);
    const told =
      rare < 0
        ? lines.map(({ treatment }) => treatment)
        : [...lines.slice(0, rare).map(({ treatment }) => treatment), "other paths"];
    return [...told, steps.at(-1)?.treatment].join(" → ");
  });
}

const counts = (names: readonly string[]) =>
  Object.fromEntries([...grouped(names, (name) => name)].map(([name, all]) => [name, all.length]));
const sum = (all: readonly Row[]) => all.reduce((n, row) => n + Number(row["patients"]), 0);

test("each by hand comes to its path, which the definition gives day by day too", async () => {
  const rules = question.params.parse({});
  const { rows: all, members } = await prepare(held(), insight, asking({}));
  const said = sql`SELECT DISTINCT s.id, r.path FROM ${all} r JOIN ${members} m USING (subject) JOIN ${table("subjects")} s ON s.key = m.patient`;
  const found = new Map(
    decode(await held().engine.query(said), { id: "text", path: "text" }).map(({ id, path }) => [id, path]),
  );
  expect(Object.keys(byHand).map((name) => [name, found.get(name)])).toEqual(
    Object.entries(byHand).map(([name, [, path]]) => [name, path]),
  );
  for (const [, [person, path]] of Object.entries(byHand))
    expect(
      pathOf(person, rules)
        .map(({ treatment }) => treatment)
        .join(" → "),
    ).toBe(path);
});

test.each<Partial<Params>>([
  {},
  { collapse: 0, least: 1, overlap: 0, share: 0 },
  { collapse: 10, least: 40, overlap: 90, lines: 8, share: 0.03 },
  { collapse: 60, least: 10, overlap: 15, lines: 2, share: 0.2 },
  { breakdown: "sex", overlap: 5, lines: 1, share: 1 },
  { items: ["A", "C"], least: 5, share: 0.05 },
])("cells, lines and links are those of the definition, day by day, under %j", async (given) => {
  const params = question.params.parse(given);
  const asked = asking(given);
  const { cells, also } = await ask(held(), insight, asked);
  const groups = grouped([...people.values()], ({ sex }) => (params.breakdown === "sex" ? sex : "all"));
  for (const [group, members] of groups) {
    const paths = members.map(({ supplies, ...person }) =>
      pathOf(
        {
          ...person,
          supplies: supplies.filter(({ item }) => params.items.length === 0 || params.items.includes(item)),
        },
        params,
      ),
    );
    const own = cells.filter((cell) => cell["group"] === group);
    const told = toldOf(paths, params.share);
    expect(Object.fromEntries(own.map((cell) => [cell["path"], cell["patients"]]))).toEqual(counts(told));
    expect(sum(own)).toBe(members.length);
    expect(own.reduce((all, cell) => all + Number(cell["share"]), 0)).toBeCloseTo(1, 9);
    const named = told.map((path) => path.split(" → "));
    const tally = (name: string) =>
      counts(
        (also[name] ?? [])
          .filter((row) => row["group"] === group)
          .flatMap((row) =>
            Array.from({ length: Number(row["patients"]) }, () =>
              name === "links"
                ? `${String(row["line"])} ${String(row["from"])} > ${String(row["to"])}`
                : `${String(row["line"])} ${String(row["treatment"])}`,
            ),
          ),
      );
    expect(tally("lines")).toEqual(counts(named.flatMap((steps) => steps.map((step, i) => `${i + 1} ${step}`))));
    expect(tally("links")).toEqual(
      counts(named.flatMap((steps) => steps.slice(1).map((step, i) => `${i + 1} ${steps[i] ?? ""} > ${step}`))),
    );
  }
});

test("days on a line leave out those between its eras", async () => {
  const asked = asking({ share: 0 });
  const { cells } = await ask(held(), insight, asked);
  const cell = cells.find(({ path }) => path === "A → stopped") ?? {};
  const row = { group: "all", line: 1, treatment: "A", kind: "one" };
  const { patients } = await behind(held(), insight, asked, row, { aside: "lines" });
  const again = patients.find(({ id }) => id === "the same again is one line");
  expect([again?.row["days"], again?.row["from"], again?.row["to"]]).toEqual([120, "2025-01-01", "2025-09-17"]);
  const own = [...people.values()]
    .map((person) => pathOf(person, question.params.parse({})))
    .filter((steps) => steps.map(({ treatment }) => treatment).join(" → ") === "A → stopped")
    .map(([line]) => line?.days ?? 0)
    .toSorted((a, b) => a - b);
  const middle = (own.length - 1) / 2;
  expect(cell["median_days"]).toBe(((own[Math.floor(middle)] ?? 0) + (own[Math.ceil(middle)] ?? 0)) / 2);
});

test("as many stand behind each path, link, line and ring as it counts, each with one row", async () => {
  for (const picture of ["sankey", "sunburst"]) {
    const asked = asking({ picture, share: 0.05, lines: 3 });
    const { cells, also } = await ask(held(), insight, asked);
    expect(Object.keys(also)).toEqual(picture === "sankey" ? ["links", "lines"] : ["lines", "rings"]);
    const told = picture === "sankey" ? { ...also, cells } : { rings: also["rings"] ?? [] };
    for (const [name, all] of Object.entries(told))
      for (const row of all.filter((_, i) => i % Math.ceil(all.length / 7) === 0)) {
        const { total, patients } = await behind(held(), insight, asked, row, {
          aside: name === "cells" ? null : name,
        });
        expect([total, patients.length], JSON.stringify(row)).toEqual([row["patients"], row["patients"]]);
      }
  }
});

test("a line rests on the supplies of its medicines until it ends, a path on all, and on the end", async () => {
  const asked = asking({ share: 0 });
  const told = async (row: Row, aside: string | null, name: string) => {
    const { patients } = await behind(held(), insight, asked, row, { aside });
    const subject = patients.find(({ id }) => id === name)?.subject ?? -1;
    return (await eventsBehind(held(), insight, asked, row, subject, { aside })).map(
      ({ type, day }) => `${type} ${day}`,
    );
  };
  const back = "there and back";
  expect(await told({ group: "all", line: 2, treatment: "B", kind: "one" }, "lines", back)).toEqual([
    "MedicineDispensed 2025-03-02",
  ]);
  expect(await told({ group: "all", path: "A → B → A → stopped" }, null, back)).toHaveLength(3);
  expect(await told({ group: "all", path: "A → died" }, null, "death")).toEqual([
    "MedicineDispensed 2025-01-01",
    "PatientDied 2025-04-11",
  ]);
});
