import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cohortOf } from "../../cohorts/cohort";
import type { Row } from "../../engine/decode";
import type { Engine } from "../../engine/engine";
import type { Study } from "../../log/study";
import { emptied, engines, loaded } from "../../log/testing";
import { intervals } from "../../stats/kaplan-meier";
import { differences } from "../../testing/compared";
import { arrowFile, textColumns, type TextRow } from "../../testing/files";
import { numberIn, reference, type ReferenceCase, type ReferenceRow } from "../../testing/reference";
import { ask } from "../ask";
import { tested } from "../survival-cells";
import { insightNamed } from "../testing";
import { summaryOf } from "./curves";

const dayOf = (n: number) => `${new Date(Date.UTC(2024, 0, 1 + n)).toISOString().slice(0, 10)}T10:00:00Z`;

/** Everybody is seen on the index day, and once more as they ended. */
const events: TextRow[] = reference("times", "survival").flatMap(({ id = "", group = "", time, status = "" }) =>
  [
    { type: "seen", day: 0 },
    { type: status, day: Number(time) },
  ].map(({ type, day }) => ({ event_id: `${id} ${type}`, type, subject: id, occurred_at: dayOf(day), arm: group })),
);

const asked = {
  to: { types: ["relapse"] },
  competing: { types: ["death", "transplant"] },
  censor: { types: ["censored"] },
  breakdown: "arm",
};
const insight = insightNamed("survival");
let engine: Engine;
let study: Study;
beforeAll(async () => {
  engine = await engines.node();
  study = await loaded(await emptied(engine), [arrowFile("times.arrow", textColumns(events))]);
}, 60_000);
afterAll(() => engine.close());

const told = (params: object) => ask(study, insight, { params: { ...asked, ...params }, knownAt: null });
const same = (name: string) => [name, name] as const;

/** A table of survfit with the limits of one kind. */
const compared = (table: string, key: readonly string[], curve: string, interval: string): ReferenceCase => ({
  table,
  insight: "survival",
  params: { interval },
  rows: "cells",
  key: key.map(same),
  values: [
    ...["at_risk", "events", "censored", curve, "std_error"].map(same),
    ...["lower", "upper"].map((side) => [side, `${interval.replace("-", ".")}.${side}`] as const),
  ],
  within: 1e-9,
});

const arms = (rows: readonly Row[]) => rows.filter(({ group }) => group !== "ties");

describe.each(intervals)("what R's survival computes, with %s limits", (interval) => {
  test("Kaplan and Meier's estimate, competing events censored", async () => {
    const one = compared("survival", ["group", "time"], "survival", interval);
    expect(differences(one, (await told({ interval })).cells, reference("survival", "survival"))).toEqual([]);
  });

  test("Aalen and Johansen's of every outcome, whatever the cells estimate", async () => {
    const one = compared("incidence", ["group", "outcome", "time"], "incidence", interval);
    const theirs = reference("incidence", "survival");
    for (const estimate of ["survival", "incidence"]) {
      const { also } = await told({ interval, estimate });
      expect(differences(one, also["incidence"] ?? [], theirs)).toEqual([]);
    }
  });

  test("cells of incidence are what it leaves of 1, their limits too", async () => {
    const { cells, also } = await told({ interval, estimate: "incidence" });
    const left = (value: Row[string] | undefined) => (typeof value === "number" ? 1 - value : null);
    const of = (also["incidence"] ?? []).filter(({ outcome }) => outcome === "relapse");
    const counts = ({ group, time, at_risk, events, censored, std_error }: Row) => ({
      group,
      time,
      at_risk,
      events,
      censored,
      std_error,
    });
    expect(
      cells.map((cell) => ({
        ...counts(cell),
        survival: cell["survival"],
        lower: cell["lower"],
        upper: cell["upper"],
      })),
    ).toEqual(
      of.map((row) => ({
        ...counts(row),
        survival: left(row["incidence"]),
        lower: left(row["upper"]),
        upper: left(row["lower"]),
      })),
    );
  });
});

test("medians and restricted means to a day, and the mean time lost", async () => {
  const survival = (await told({})).cells;
  const incidence = (await told({ estimate: "incidence" })).cells;
  for (const row of reference("means", "survival")) {
    const until = numberIn(row, "until") ?? 0;
    const of = (cells: readonly Row[], estimate: "survival" | "incidence") =>
      summaryOf(arms(cells), { estimate, interval: "log", until }).find(({ group }) => group === row["group"]);
    const near = (name: string): unknown => expect.closeTo(numberIn(row, name) ?? NaN, 9);
    expect(of(survival, "survival")).toEqual({
      group: row["group"],
      n: numberIn(row, "n"),
      events: numberIn(row, "events"),
      median: numberIn(row, "median"),
      lower: numberIn(row, "lower"),
      upper: numberIn(row, "upper"),
      restricted_mean: near("restricted_mean"),
      se: near("se"),
    });
    expect(of(incidence, "incidence")).toMatchObject({ restricted_mean: near("lost"), se: near("lost_se") });
  }
});

test.each(["survival", "incidence"] as const)("two cohorts compared in %s wherever either steps", async (estimate) => {
  const cohorts = ["A", "B"].map((arm) =>
    cohortOf({ name: arm, criteria: [{ kind: "trait", trait: "arm", among: [arm] }] }),
  );
  const params = { ...asked, estimate, breakdown: "none" };
  const { also } = await ask(study, insight, { params, knownAt: null, cohorts });
  const near = (row: ReferenceRow, name: string): unknown => {
    const value = numberIn(row, name);
    return value === null ? null : expect.closeTo(value, 9);
  };
  expect(also["difference"]).toEqual(
    reference("differences", "survival")
      .filter(({ what }) => what === estimate)
      .map((row): unknown =>
        expect.objectContaining({
          what: estimate === "survival" ? "without relapse" : "had relapse",
          time: numberIn(row, "time"),
          first: "A",
          second: "B",
          n_first: numberIn(row, "n_first"),
          n_second: numberIn(row, "n_second"),
          difference: near(row, "difference"),
          lower: near(row, "lower"),
          upper: near(row, "upper"),
        }),
      ),
  );
});

test("the log-rank test, the same whatever is estimated", async () => {
  const [row = {}] = reference("logrank", "survival");
  for (const estimate of ["survival", "incidence"])
    expect(tested(arms((await told({ estimate })).cells))).toEqual([
      {
        df: 1,
        statistic: expect.closeTo(numberIn(row, "statistic") ?? NaN, 9),
        p: expect.closeTo(numberIn(row, "p") ?? NaN, 9),
      },
    ]);
});
