import { beforeAll, expect, test } from "vitest";
import { cohortOf } from "../cohorts/cohort";
import type { Row } from "../engine/decode";
import { grouped } from "../group";
import { open } from "../ingest/read/open";
import { after, bySubject, happened, startOf, type Unit } from "../testing/definitions";
import { dayNumber, type Fact, factsOf, isoDay, traitOf } from "../testing/facts";
import { pathOf, type Step, type Treated } from "../testing/pathways";
import { sequences, timeline, ways } from "../testing/patterns";
import { simulated } from "../testing/simulated";
import { ask } from "./ask";
import { behind } from "./behind";
import { heldStudy, insightNamed } from "./testing";

/** Estimates of two cohorts from the facts of their patients alone, by what the definitions say. */
const history = simulated<unknown>({ patients: 60, months: 8, seed: 5 });
const { study } = heldStudy(history);
let facts: Fact[] = [];
let traits: { arm: Map<string, string>; sex: Map<string, string> } = { arm: new Map(), sex: new Map() };
beforeAll(async () => {
  const { blob, name } = await history.file("events.parquet");
  const reader = await open(blob, name);
  const rows = await reader.rowsAt(Array.from({ length: reader.rows ?? 0 }, (_, i) => i));
  facts = factsOf(rows);
  traits = { arm: traitOf(rows, "arm"), sex: traitOf(rows, "sex") };
});

const arms = ["letrozole", "tamoxifen"] as const;
const cohorts = arms.map((arm) => cohortOf({ name: arm, criteria: [{ kind: "trait", trait: "arm", among: [arm] }] }));
const answer = (id: string, params: object) => ask(study(), insightNamed(id), { params, knownAt: null, cohorts });
const differences = async (id: string, params: object) => (await answer(id, params)).also["difference"] ?? [];

const ofArm = (arm: string) => facts.filter(({ subject }) => traits.arm.get(subject) === arm);
const end = () => dayNumber(study().dataEnd);

type Member = { own: Fact[]; from: number; to: number; ended: string | null };

/** Everybody of an arm, from the first event to the end of observation. */
const membersOf = (arm: string): Member[] =>
  [...bySubject(ofArm(arm)).values()].flatMap((all) => {
    const own = all.filter(({ day }) => day <= end()).toSorted((a, b) => a.day - b.day || a.at - b.at);
    const first = own.find(happened);
    const last = own.find(({ role }) => role === "end");
    return first ? [{ own, from: first.day, to: last?.day ?? end(), ended: last?.type ?? null }] : [];
  });

/** Holds the shares of every row to those counted for each arm: who counts, of whom. */
function expectShares(rows: readonly Row[], counted: (arm: string, row: Row) => readonly [count: number, of: number]) {
  expect(rows.length).toBeGreaterThan(1);
  for (const row of rows)
    arms.forEach((arm, i) => {
      const side = i === 0 ? "first" : "second";
      const [count, of] = counted(arm, row);
      const told = [row[side], row[`n_${side}`], row[`value_${side}`]];
      expect(told, JSON.stringify(row)).toEqual([arm, of, of === 0 ? null : expect.closeTo(count / of, 12)]);
    });
}

test.each<[Unit, string[]]>([
  ["month", ["SymptomReported"]],
  ["week", []],
])("activity by %s: who has an event, of those under observation", async (unit, types) => {
  const members = Object.fromEntries(arms.map((arm) => [arm, membersOf(arm)]));
  const rows = (await differences("events-over-time", { unit, types })).filter(({ method }) => method === "Newcombe");
  expectShares(rows, (arm, { period }) => {
    const from = dayNumber(String(period));
    const to = after(unit, from, 1) - 1;
    expect(isoDay(startOf(unit, from))).toBe(period);
    const seen = (members[arm] ?? []).filter((one) => one.from <= to && one.to >= from);
    const active = seen.filter((one) =>
      one.own.some(
        (fact) =>
          happened(fact) &&
          (types.length === 0 || types.includes(fact.type)) &&
          fact.day >= Math.max(from, one.from) &&
          fact.day <= Math.min(to, one.to),
      ),
    );
    return [active.length, seen.length];
  });
  expect(rows.some(({ value_first: share }) => Number(share) > 0 && Number(share) < 1)).toBe(true);
});

test("patterns: who has a kind of event in a period, of those observed; a sequence; a way", async () => {
  const asked = { before: 2, after: 12, share: 0 };
  const whole = (arm: string) => membersOf(arm).length;
  const found = Object.fromEntries(
    arms.map((arm) => [
      arm,
      {
        periods: timeline(ofArm(arm), end(), asked),
        sequences: sequences(ofArm(arm), end(), asked),
        ways: ways(ofArm(arm), end(), asked),
      },
    ]),
  );
  const kinds = arms.map((arm) => new Set(found[arm]?.periods.map(({ event }) => event)));
  const [one, other] = kinds;
  expectShares(
    (await differences("patterns", asked)).filter(({ event }) => one?.has(String(event)) && other?.has(String(event))),
    (arm, { event, period }) => {
      const cell = found[arm]?.periods.find((at) => at.event === event && at.period === period);
      return [cell?.patients ?? 0, cell?.observed ?? 0];
    },
  );
  expectShares(await differences("patterns", { ...asked, picture: "sequences" }), (arm, { event }) => [
    found[arm]?.sequences.find(({ sequence }) => sequence === event)?.patients ?? 0,
    whole(arm),
  ]);
  expectShares(await differences("patterns", { ...asked, picture: "map" }), (arm, { event, to, kind }) => [
    found[arm]?.ways.find((way) => way.from === event && way.to === to && way.kind === kind)?.patients ?? 0,
    whole(arm),
  ]);
});

/** What somebody was supplied with, each medicine as dispensed, else as prescribed. */
const treatedOf = ({ own, from, to, ended }: Member): Treated => ({
  supplies: [...grouped(own, ({ item }) => item).values()].flatMap((of) => {
    const [dispensed, ordered] = ["supply", "order"].map((role) => of.filter((fact) => fact.role === role));
    return (dispensed?.length ? dispensed : (ordered ?? [])).flatMap(({ item, day, daysSupply, until }) => {
      const days = daysSupply ?? (until === null ? 0 : until - day + 1);
      return days > 0 && item !== null ? [{ item, day, days }] : [];
    });
  }),
  from,
  to,
  end: ended === null ? null : ended === "PatientDied" ? "died" : "lost",
});

test("pathways: who is on a treatment in a line, and how paths end, of all", async () => {
  const rules = { collapse: 30, least: 30, overlap: 30, lines: 5 };
  const paths = Object.fromEntries(
    arms.map((arm) => [arm, membersOf(arm).map((one) => pathOf(treatedOf(one), rules))]),
  );
  const rows = await differences("pathways", { share: 0.05 });
  const has = (path: readonly Step[], { line, treatment, kind }: Row) =>
    kind === "state"
      ? path.at(-1)?.treatment === treatment
      : path[Number(line) - 1]?.treatment === treatment && path[Number(line) - 1]?.kind === kind;
  expectShares(rows, (arm, row) => {
    const all = paths[arm] ?? [];
    return [all.filter((path) => has(path, row)).length, all.length];
  });
  for (const side of ["first", "second"] as const) {
    const endings = rows.filter(({ kind }) => kind === "state");
    expect(endings.reduce((sum, row) => sum + Number(row[`value_${side}`]), 0)).toBeCloseTo(1, 12);
  }
});

test("trajectories: of those with a course, who is in a group; groups are those of both cohorts together", async () => {
  const params = { windows: 4, groups: 3 };
  const question = { params, knownAt: null, cohorts };
  const { cells, also } = await answer("trajectories", params);
  const groups = new Map<string, string[]>();
  for (const cell of cells.filter(({ window }) => window === 0)) {
    const { patients } = await behind(study(), insightNamed("trajectories"), question, cell, { limit: 1000 });
    groups.set(
      String(cell["group"]),
      patients.map(({ id }) => traits.arm.get(id) ?? ""),
    );
  }
  const count = (names: readonly string[], arm: string) => names.filter((name) => name === arm).length;
  expectShares(also["difference"] ?? [], (arm, { group }) => [
    count(groups.get(String(group)) ?? [], arm),
    count([...groups.values()].flat(), arm),
  ]);
});

test("characteristics: shares of those for whom a level is known, and of all who have a history", async () => {
  const rows = await differences("characteristics", {});
  expectShares(
    rows.filter(({ variable }) => variable === "sex"),
    (arm, { level }) => {
      const known = [...bySubject(ofArm(arm)).keys()].flatMap((subject) => traits.sex.get(subject) ?? []);
      return [known.filter((sex) => sex === level).length, known.length];
    },
  );
});

test("episodes: who starts again, of those with any, where a change of medication starts none", async () => {
  const params = { medicationChange: false, permissibleGap: 20 };
  const question = { params, knownAt: null, cohorts };
  const { cells, also } = await answer("episodes", params);
  const idsOf = async (group: string, episode: number) => {
    const cell = cells.find((one) => one["group"] === group && one["episode"] === episode);
    const found = cell && (await behind(study(), insightNamed("episodes"), question, cell, { limit: 1000 }));
    return found?.patients.length ?? 0;
  };
  const counts = new Map<string, readonly [number, number]>();
  for (const arm of arms) counts.set(arm, [await idsOf(arm, 2), await idsOf(arm, 1)]);
  const shares = (also["difference"] ?? []).filter(({ method }) => method === "Newcombe");
  expectShares(shares, (arm, { what }) => {
    const [again, all] = counts.get(arm) ?? [0, 0];
    return [what === "switch" ? 0 : again, all];
  });
  const everybody = [...counts.values()].reduce((sum, [, all]) => sum + all, 0);
  expect(also["lanes"]?.[0]?.["of"]).toBe(everybody);
});
