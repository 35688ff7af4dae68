import { expect, test } from "vitest";
import { toCsv } from "./csv";

test("columns stand in the order asked for, absent values are empty", () => {
  expect(
    toCsv(
      ["b", "a"],
      [
        { a: 1, b: "x" },
        { a: null, b: "y, z" },
      ],
    ),
  ).toBe('b,a\r\nx,1\r\n"y, z",');
});

test("text cannot run as a formula in a spreadsheet, a negative number stays a number", () => {
  expect(toCsv(["v"], [{ v: '=HYPERLINK("http://x")' }, { v: -3 }])).toBe('v\r\n"\'=HYPERLINK(""http://x"")"\r\n-3');
});
