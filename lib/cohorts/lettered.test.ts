import { expect, test } from "vitest";
import { inkOf, keyWords, letterOf } from "../charts/palette";
import { cohortOf } from "./cohort";
import { lettered, unbroken } from "./lettered";

const named = (...names: string[]) => lettered(names.map((name) => cohortOf({ name }))).map(({ name }) => name);

test("several cohorts bear letters in the order asked, one alone does not", () => {
  expect(named("Women")).toEqual(["Women"]);
  expect(named("Women", "Men", "Everybody until 30 Jun 2025")).toEqual([
    "A · Women",
    "B · Men",
    "C · Everybody until 30 Jun 2025",
  ]);
  const names = named("Women", "Men", "all");
  expect(names.toSorted()).toEqual(names);
});

test("a key says the letter once, the one at the end of its line", () => {
  expect([keyWords("A · Women", inkOf(0)), letterOf("A · Women", inkOf(0))]).toEqual(["A · Women", "A"]);
  expect([keyWords("letrozole", inkOf(1)), letterOf("letrozole", inkOf(1))]).toEqual(["B · letrozole", "B"]);
  expect([keyWords("II", inkOf(2)), letterOf("II", inkOf(2))]).toEqual(["II", "II"]);
});

test("a sentence does not break between letter and name", () => {
  expect(unbroken("B · Men less A · Women · II")).toBe("B\u00a0·\u00a0Men less A\u00a0·\u00a0Women · II");
});

test("groups within cohorts keep the letter of their cohort and add a number", () => {
  const groups = ["A · Women · I", "A · Women · II", "B · Men · I"];
  expect(groups.map((group, i) => letterOf(group, inkOf(i)))).toEqual(["A1", "A2", "B3"]);
  expect(groups.map((group, i) => keyWords(group, inkOf(i)))).toEqual([
    "A1 · Women · I",
    "A2 · Women · II",
    "B3 · Men · I",
  ]);
});
