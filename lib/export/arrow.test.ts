import { tableFromIPC } from "apache-arrow";
import { afterEach, expect, test, vi } from "vitest";
import { toArrow } from "./arrow";
import { profileSchema } from "./disclosure/profile";
import { release } from "./gate";

afterEach(() => vi.unstubAllGlobals());

const table = {
  table: "cells",
  scope: "one question",
  columns: { group: "text", late: "boolean", patients: "integer", mean: "number", day: "date" },
  rows: [
    { group: "a", late: true, patients: 120, mean: 0.5, day: "2026-01-01" },
    { group: "ä, b", late: false, patients: 3, mean: null, day: null },
    { group: null, late: null, patients: 400, mean: 0.1, day: "2026-01-03" },
  ],
  statement: { key: ["group", "late", "day"], counts: { patients: {} }, rests: { mean: ["patients"] } },
} as const;

test("a table is the same read back, where no code may be compiled", () => {
  const rule = { name: "report", digest: "data", profile: profileSchema.parse({ kind: "cms" }), earlier: [] };
  const [released] = release([{ tables: [table], summed: [] }], rule).figures.flat();
  if (!released) throw new Error("nothing was released");
  const refusing = () => {
    throw new Error("compiled");
  };
  vi.stubGlobal("Function", new Proxy(Function, { construct: refusing, apply: refusing }));
  const read = tableFromIPC(toArrow(released, { title: "Monthly" }));
  expect(read.schema.metadata.get("title")).toBe("Monthly");
  const names = read.schema.fields.map(({ name }) => name);
  const rows = Array.from({ length: read.numRows }, (_, i) =>
    Object.fromEntries(names.map((name): [string, unknown] => [name, read.getChild(name)?.get(i)])),
  );
  expect(rows).toEqual([
    { group: "a", late: true, patients: 120n, mean: 0.5, day: "2026-01-01", hidden: "" },
    { group: "ä, b", late: false, patients: null, mean: null, day: null, hidden: expect.stringContaining("patients") },
    { group: null, late: null, patients: 400n, mean: 0.1, day: "2026-01-03", hidden: "" },
  ]);
});
