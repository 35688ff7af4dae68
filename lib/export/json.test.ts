import { expect, test } from "vitest";
import { jsonOf } from "./json";

test("whole numbers of 64 bits keep every digit, at any depth", () => {
  const text = jsonOf({ id: 9007199254740993n, of: [{ key: -9223372036854775808n }] });
  expect(text).toContain('"id": 9007199254740993,');
  expect(text).toContain('"key": -9223372036854775808');
});

test("everything else is as JSON has it, laid out alike", () => {
  const row = { a: 'x "y"\n', b: null, c: [1, 2.5, true], d: {}, e: [], payload: '{"f":1}', "ü ": { g: "" } };
  expect(jsonOf(row)).toBe(JSON.stringify(row, null, 2));
  expect(JSON.parse(jsonOf({ n: Number.NaN, i: -Infinity }))).toEqual({ n: "NaN", i: "-Infinity" });
});
