import { expect, test } from "vitest";
import { z } from "zod";
import { fieldsOf, leavesOf } from "./fields";

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
  followUp: z
    .strictObject({
      from: z.enum(["first", "date"]).default("first"),
      date: z
        .string()
        .default("")
        .meta({ format: "date", when: ["from", "date"] }),
      start: z.int().default(0),
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
    ["followUp.from", "choice", "first"],
    ["followUp.date", "date", ""],
    ["followUp.start", "number", 0],
  ]);
  expect(fieldsOf(params).map(({ kind }) => kind)).toContain("group");
});

test("a control that counts only beside a choice says beside which", () => {
  const date = leavesOf(fieldsOf(params)).find(({ kind }) => kind === "date");
  expect(date?.when).toEqual({ name: "followUp.from", values: ["date"] });
});

test("only closed sets, numbers, days and switches may enter the query of an address", () => {
  expect(
    leavesOf(fieldsOf(params))
      .filter(({ open }) => open)
      .map(({ name }) => name),
  ).toEqual(["breakdown", "types"]);
});

test("a parameter without a default is refused", () => {
  expect(() => fieldsOf(z.object({ n: z.number() }))).toThrow();
});
