import { describe, expect, test } from "vitest";
import type { Row } from "../engine/decode";
import { toCsv } from "./csv";
import { type Profile, profileSchema } from "./disclosure/profile";
import { type Leaving, release, type Released } from "./gate";
import type { Statement } from "./statement";

const cms = profileSchema.parse({ kind: "cms" });
const columns = {
  period: "text",
  group: "text",
  patients: "integer",
  mean: "number",
  share: "number",
  id: "text",
} as const;
const statement: Statement = {
  key: ["period", "group"],
  names: ["group"],
  counts: { patients: {} },
  shares: { share: { of: "patients" } },
  rests: { mean: ["patients"] },
  parted: [{ by: "group", counts: ["patients"] }],
};

const figure = (rows: readonly Row[], of: Partial<Statement> = {}): Leaving => ({
  tables: [{ table: "cells", scope: "one question", columns, rows, statement: { ...statement, ...of } }],
  summed: [],
});
const row = (group: string, patients: number, share = 0.5, period = "1"): Row => ({
  period,
  group,
  patients,
  mean: 0.25,
  share,
  id: "P-0001",
});

const through = (figures: readonly Leaving[], profile: Profile = cms): Released[] =>
  release(figures, { name: "report", digest: "data", profile, earlier: [] }).figures.flat();
const first = (figures: readonly Leaving[], profile: Profile = cms): Released => {
  const [table] = through(figures, profile);
  if (!table) throw new Error("no table");
  return table;
};

describe("what leaves", () => {
  test("a small count goes, and what rests on it", () => {
    const { rows, hidden } = first([figure([row("A", 40), row("A", 7, 0.5, "2")])]);
    expect(rows[0]).toEqual({ period: "1", group: "A", patients: 40, mean: 0.25, share: 0.5 });
    expect(rows[1]).toEqual({ period: "2", group: "A", patients: null, mean: null, share: null });
    expect(hidden).toEqual([[], ["patients", "mean", "share"]]);
  });

  test("columns that nothing is said of stay, whatever they hold", () => {
    expect(toCsv(first([figure([row("A", 40)])]))).not.toContain("P-0001");
  });

  test("a share goes where it leaves few: 38 of 40 tell of two", () => {
    expect(first([figure([row("A", 40, 38 / 40)])]).hidden[0]).toContain("share");
    expect(first([figure([row("A", 40, 1)])]).hidden[0]).toEqual([]);
  });

  test("values under which too few stand are not named, and their number is told", () => {
    const { rows, unnamed } = first([figure([row("A", 40), row("B", 50), row("born 3 May 1931", 1)])]);
    expect(rows.map(({ group }) => group)).toEqual(["A", "B"]);
    expect(unnamed).toBe(1);
  });

  test("where a figure of all tells the whole, a second group goes with a small one", () => {
    const groups = figure([row("A", 40), row("B", 50), row("C", 3)]);
    expect(first([groups]).unnamed).toBe(1);
    const [, parts] = through([figure([row("all", 93)]), groups]);
    expect(parts?.unnamed).toBe(2);
    expect(parts?.rows.map(({ patients }) => patients)).toEqual([50]);
  });

  test("sums across tables are known to a reader", () => {
    const of = (table: string, rows: readonly Row[]): Leaving["tables"][number] => ({
      table,
      scope: table,
      columns,
      rows,
      statement: { key: ["group"], counts: { patients: {} } },
    });
    const at = (table: string, group: string) => ({ table, row: { group }, column: "patients" });
    const tables = [of("total", [row("all", 63)]), of("parts", [row("A", 40), row("B", 20), row("C", 3)])];
    const summed = [{ total: at("total", "all"), parts: ["A", "B", "C"].map((group) => at("parts", group)) }];
    const hidden = through([{ tables, summed }])
      .flatMap((table) => table.hidden)
      .filter((names) => names.length > 0);
    expect(hidden).toHaveLength(2);
    const apart = through([{ tables, summed: [] }])
      .flatMap((table) => table.hidden)
      .filter((names) => names.length > 0);
    expect(apart).toHaveLength(1);
  });

  test("a rule that rounds makes shares out of what it prints", () => {
    const rounded = profileSchema.parse({ kind: "rounded" });
    expect(first([figure([row("A", 43, 20 / 43)])], rounded).rows[0]).toMatchObject({ patients: 45, share: 20 / 45 });
  });

  test("the patient's own team sees all, and says why", () => {
    const none = profileSchema.parse({ kind: "none", reason: "ward round" });
    expect(first([figure([row("A", 1)])], none).rows[0]).toMatchObject({ patients: 1, mean: 0.25 });
    expect(profileSchema.safeParse({ kind: "none", reason: " " }).success).toBe(false);
  });

  test("what a report carries of its counts names nobody", () => {
    const given = [figure([row("A", 40), row("born 3 May 1931", 1)])];
    const { published } = release(given, { name: "report", digest: "data", profile: cms, earlier: [] });
    expect(JSON.stringify(published)).not.toMatch(/1931|"A"/);
  });

  test("a report of the same data shows nothing that the one before hid", () => {
    const rule = { name: "report", digest: "data", profile: cms, earlier: [] };
    const groups = figure([row("A", 40), row("B", 50), row("C", 3)]);
    const before = release([figure([row("all", 93)]), groups], rule);
    const [again] = release([groups], { ...rule, earlier: [before.published] }).figures.flat();
    expect(again?.unnamed).toBe(2);
  });
});

test("bytes are made of nothing that did not come through the gate, whatever its type says", () => {
  const genuine = first([figure([row("A", 40)])]);
  const copy: Released = Object.assign(Object.create({}), genuine);
  expect(() => toCsv(copy)).toThrow("did not come through the gate");
});

describe("a value that is one count by another of another row", () => {
  const steps: Leaving = {
    tables: [
      {
        table: "cells",
        scope: "steps",
        columns: { step: "integer", patients: "integer", share: "number" },
        rows: [
          { step: 1, patients: 7, share: 1 },
          { step: 2, patients: 0, share: 0 },
          { step: 3, patients: 43, share: 43 / 7 },
        ],
        statement: { key: ["step"], counts: { patients: {} }, rests: { share: [] } },
      },
    ],
    summed: [],
    ratios: [1, 2, 3].map((step) => ({
      of: { table: "cells", row: { step }, column: "share" },
      part: { table: "cells", row: { step }, column: "patients" },
      whole: { table: "cells", row: { step: 1 }, column: "patients" },
    })),
  };

  test("goes where either goes: the share of the third step tells of the first", () => {
    expect(first([steps]).hidden).toEqual([["patients", "share"], ["share"], ["share"]]);
  });

  test("follows from counts as they are told where these are rounded", () => {
    const rows = [
      { step: 1, patients: 43, share: 1 },
      { step: 2, patients: 22, share: 22 / 43 },
    ];
    const [table] = steps.tables;
    if (!table) throw new Error("no table");
    const given = { ...steps, tables: [{ ...table, rows }] };
    const told = first([given], profileSchema.parse({ kind: "rounded" }));
    expect(told.rows.map(({ share }) => share)).toEqual([1, 20 / 45]);
  });
});
