import { expect, test } from "vitest";
import { z } from "zod";
import { fieldsOf } from "./fields";

const params = z.strictObject({
  unit: z.enum(["day", "month"]).default("month").meta({ title: "Period" }),
  threshold: z.number().min(0).max(1).default(0.8),
  censor: z.boolean().default(false),
  breakdown: z.string().default("none").meta({ choices: "breakdowns" }),
  types: z.array(z.string()).default([]).meta({ title: "Types", choices: "types" }),
});

test("every kind of parameter becomes a control with its default", () => {
  expect(fieldsOf(params).map(({ name, kind, initial }) => [name, kind, initial])).toEqual([
    ["unit", "choice", "month"],
    ["threshold", "number", 0.8],
    ["censor", "switch", false],
    ["breakdown", "name", "none"],
    ["types", "names", []],
  ]);
});

test("only closed sets, numbers and switches may enter the query of an address", () => {
  expect(
    fieldsOf(params)
      .filter(({ open }) => open)
      .map(({ name }) => name),
  ).toEqual(["breakdown", "types"]);
});

test("a parameter without a default is refused", () => {
  expect(() => fieldsOf(z.object({ n: z.number() }))).toThrow();
});
