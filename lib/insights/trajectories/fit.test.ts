import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decode } from "../../engine/decode";
import type { Engine } from "../../engine/engine";
import { engines } from "../../log/testing";
import { join, sql } from "../../sql";
import { fit } from "./fit";
import question from "./question";
import { stepped, type Vector } from "./vectors";

describe.each(Object.entries(engines))("k-means over courses on %s", (_, start) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await start();
  }, 60_000);
  afterAll(() => engine.close());

  const relation = (courses: readonly Vector[]) =>
    sql`(SELECT subject, CASE WHEN subject >= 0 THEN [a, b]::DOUBLE[] END AS course, 'all' AS "group" FROM (VALUES ${join(
      [sql`(-1, 0, 0)`, ...courses.map(([a = 0, b = 0], i) => sql`(${i}, ${a}, ${b})`)],
    )}) t(subject, a, b))`;

  async function found(courses: readonly Vector[], groups = 0) {
    const rows = relation(courses);
    const { also, ...fitted } = await fit({
      knownAt: "",
      dataStart: "",
      dataEnd: "",
      cohorts: [],
      params: question.params.parse({ windows: 2, groups }),
      dialect: engine.dialect,
      rows,
      fold: async (statement, columns) => decode(await engine.query(statement), columns),
      keep: async (made) => sql`(${made})`,
    });
    const labelled = sql`SELECT subject::BIGINT AS subject, "group" FROM (${fitted.rows(rows)}) ORDER BY subject`;
    const labels = decode(await engine.query(labelled), { subject: "integer", group: "text" });
    return { criterion: also["criterion"] ?? [], labels: labels.flatMap(({ group }) => group ?? []).join("") };
  }

  const alike = (...values: number[]): Vector[] => values.map((value) => [value, value]);

  test("a step assigns to the nearest centre, the first of two, and moves it to the mean", async () => {
    const vectors = sql`(SELECT a AS v0, b AS v1, weight FROM (VALUES (0::DOUBLE, 0::DOUBLE, 1), (1, 0, 1), (2, 0, 2), (10, 0, 1)) t(a, b, weight))`;
    const step = async (centres: Vector[]) => {
      const { statement, columns } = stepped(engine.dialect, vectors, centres, 2);
      return decode(await engine.query(statement), columns);
    };
    const first = await step([
      [0, 0],
      [2, 0],
    ]);
    expect(first).toEqual([
      { place: 0, patients: 2, within: 1, v0: 0.5, v1: 0 },
      { place: 1, patients: 3, within: 64, v0: expect.closeTo(14 / 3, 10), v1: 0 },
    ]);
    expect(
      await step([
        [1.25, 0],
        [10, 0],
        [50, 50],
      ]),
    ).toEqual([
      { place: 0, patients: 4, within: 1.5625 + 0.0625 + 2 * 0.5625, v0: 1.25, v1: 0 },
      { place: 1, patients: 1, within: 0, v0: 10, v1: 0 },
    ]);
  });

  test("four courses in two groups, with the criterion as computed by hand", async () => {
    const { criterion, labels } = await found(alike(0.1, 1, 0.3, 0.8));
    expect(labels).toBe("BABA");
    expect(criterion).toEqual([
      { k: 2, calinski_harabasz: expect.closeTo(0.98 / (0.08 / 2), 9), chosen: true },
      { k: 3, calinski_harabasz: expect.closeTo(1.02 / 2 / 0.04, 9), chosen: false },
      { k: 4, calinski_harabasz: null, chosen: false },
    ]);
  });

  test("as many groups as there are distinct courses at most, without distance left the fewest", async () => {
    const courses = alike(1, 0, 1, 0.5, 0, 1);
    expect(await found(courses)).toEqual({
      criterion: [
        { k: 2, calinski_harabasz: expect.any(Number), chosen: false },
        { k: 3, calinski_harabasz: null, chosen: true },
      ],
      labels: "ACABCA",
    });
    expect((await found(courses, 6)).labels).toBe("ACABCA");
    expect((await found(courses, 2)).labels).toMatch(/^ABA[AB]BA$/);
    expect((await found(courses, 1)).labels).toBe("AAAAAA");
  });

  test("everybody alike, one patient and nobody", async () => {
    expect(await found(alike(0.7, 0.7, 0.7))).toEqual({ criterion: [], labels: "AAA" });
    expect(await found(alike(0.7), 4)).toEqual({ criterion: [], labels: "A" });
    expect(await found([], 3)).toEqual({ criterion: [], labels: "" });
  });

  test("where the criterion is not defined everybody is one group", async () => {
    expect(await found(alike(0.2, 0.3))).toEqual({
      criterion: [{ k: 2, calinski_harabasz: null, chosen: false }],
      labels: "AA",
    });
    expect((await found(alike(0.2, 0.3), 2)).labels).toBe("BA");
  });

  test("courses of the same mean are told apart by their shape", async () => {
    const shapes: Vector[] = [
      [1, 0],
      [0.9, 0.1],
      [0, 1],
      [0.1, 0.9],
      [0.05, 1],
    ];
    expect((await found(shapes, 2)).labels).toBe("BBAAA");
  });
});
