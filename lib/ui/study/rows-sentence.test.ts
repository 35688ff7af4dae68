import { expect, test } from "vitest";
import { rowsSentence } from "./rows-sentence";

const none = { rows: 0, fresh: 0, duplicates: 0, conflicts: 0, quarantined: 0, reference: 0, erased: 0, leftOut: 0 };
const told = (counts: Partial<typeof none>) =>
  rowsSentence({ counts: { ...none, ...counts }, mapping: { name: "dispensings" } });

test("a file without rows is not told as reference data", () => {
  expect(told({})).toBe("No rows: nothing changed.");
  expect(told({ rows: 2, reference: 2 })).toBe("2 rows of reference data; no events in it.");
  expect(told({ rows: 2, duplicates: 2 })).toBe("This file was already loaded: nothing changed.");
  expect(told({ rows: 3, fresh: 2, quarantined: 1 })).toBe("2 new events, 1 row set aside. Read as dispensings.");
});
