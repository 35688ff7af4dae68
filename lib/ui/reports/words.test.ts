import { describe, expect, test } from "vitest";
import { erasedWords } from "./again";
import { fileNameOf } from "./files";
import { hiddenWords } from "./hidden";

describe("words", () => {
  test("of what is hidden name the values and the rows", () => {
    expect(hiddenWords({ values: 0, of: 40, rows: 0 })).toBe("Nothing in it is hidden.");
    expect(hiddenWords({ values: 3, of: 1200, rows: 1 })).toBe("3 of 1,200 values hidden, 1 row left out.");
  });

  test("of patients who were erased say since when, where that is known", () => {
    expect(erasedWords(0, 0)).toBeNull();
    expect(erasedWords(1, 4)).toMatch(/^1 patient of whom something was known at its moment was erased since/);
    expect(erasedWords(0, 2)).toBe("2 patients were erased from this history, before the report was made or since.");
  });

  test("a title becomes a name that every system takes", () => {
    expect(fileNameOf(" A/B: “x”\n ")).toBe("A B “x”");
    expect(fileNameOf("???")).toBe("report");
  });
});
