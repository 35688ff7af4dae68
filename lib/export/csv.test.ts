import { expect, test } from "vitest";
import { rowsCsv } from "./rows";

test("columns stand in the order asked for, absent values are empty", () => {
  expect(
    rowsCsv(
      ["b", "a"],
      [
        { a: 1, b: "x" },
        { a: null, b: "y, z" },
      ],
    ),
  ).toBe('b,a\r\nx,1\r\n"y, z",');
});

test("text cannot run as a formula in a spreadsheet, a negative number stays a number", () => {
  expect(rowsCsv(["v"], [{ v: '=HYPERLINK("http://x")' }, { v: -3 }])).toBe('v\r\n"\'=HYPERLINK(""http://x"")"\r\n-3');
});
