import { expect, test } from "vitest";
import { z } from "zod";
import { fieldsOf, leavesOf } from "./fields";
import { groupsFrom, groupTexts } from "./groups";

const params = z.strictObject({
  unit: z.enum(["day", "month"]).default("month").meta({ title: "Period" }),
  threshold: z.number().min(0).max(1).default(0.8),
  censor: z.boolean().default(false),
  gaps: z
    .array(z.number())
    .default([60])
    .meta({ options: [30, 60] }),
  breakdown: z.string().default("none").meta({ choices: "breakdowns" }),
  types: z.array(z.string()).default([]).meta({ title: "Types", choices: "types" }),
  groups: z.record(z.string(), z.array(z.string())).default({}).meta({ choices: "items" }),
  followUp: z
    .strictObject({
      from: z.enum(["first", "date"]).default("first"),
      date: z
        .string()
        .default("")
        .meta({ format: "date", when: ["from", "date"] }),
      start: z
        .int()
        .default(0)
        .meta({ unless: ["from", "date"] }),
    })
    .prefault({}),
});

test("every kind of parameter becomes a control with its default, those of a group under its name", () => {
  expect(leavesOf(fieldsOf(params)).map(({ name, kind, initial }) => [name, kind, initial])).toEqual([
    ["unit", "choice", "month"],
    ["threshold", "number", 0.8],
    ["censor", "switch", false],
    ["gaps", "numbers", [60]],
    ["breakdown", "name", "none"],
    ["types", "names", []],
    ["groups", "groups", {}],
    ["followUp.from", "choice", "first"],
    ["followUp.date", "date", ""],
    ["followUp.start", "number", 0],
  ]);
  expect(fieldsOf(params).map(({ kind }) => kind)).toContain("group");
});

test("a control that counts only beside a choice says beside which", () => {
  const date = leavesOf(fieldsOf(params)).find(({ kind }) => kind === "date");
  expect(date?.when).toEqual({ name: "followUp.from", values: ["date"] });
  const start = leavesOf(fieldsOf(params)).find(({ name }) => name === "followUp.start");
  expect([date?.unless, start?.when, start?.unless]).toEqual([undefined, undefined, date?.when]);
});

test("only closed sets, numbers, days and switches may enter the query of an address", () => {
  expect(
    leavesOf(fieldsOf(params))
      .filter(({ open }) => open)
      .map(({ name }) => name),
  ).toEqual(["breakdown", "types", "groups"]);
});

test("a parameter without a default is refused", () => {
  expect(() => fieldsOf(z.object({ n: z.number() }))).toThrow();
});

test("groups go into an address and come back, whatever is in their names; what is no group is left out", () => {
  const groups = { 'say "x", [y]': ["a&b=c", "ä\u00a0"], empty: [] };
  expect(groupsFrom(groupTexts(groups))).toEqual(groups);
  expect(groupsFrom(["", "{", "[]", "[1]", '"x"', '["x","y"]'])).toEqual({ x: ["y"] });
});
