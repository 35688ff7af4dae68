import { expect, test } from "vitest";
import type { Kin } from "@/lib/log/lineage";
import { chainOf } from "./chain";

const record = (id: string, more: Partial<Kin> = {}): Kin => ({
  relation: "further",
  id,
  names: null,
  type: "MedicineTaken",
  role: "intake",
  recordedAt: null,
  recordedBy: null,
  source: "app",
  position: null,
  segment: 0,
  row: 0,
  inForce: false,
  upcast: null,
  ...more,
});
const told = (records: readonly Kin[]) =>
  chainOf(records).map(({ from, to, tie, lane }) => `${to + 1} ${tie} ${from + 1}${lane === 0 ? "" : ` in ${lane}`}`);

test("each record is joined to the last before it that it does something to", () => {
  expect(
    told([
      record("a"),
      record("b", { names: "a" }),
      record("b", { names: "a" }),
      record("b", { relation: "duplicate" }),
      record("c", { names: "b", role: "retraction" }),
    ]),
  ).toEqual([
    "2 corrects 1",
    "3 corrects 1 in 1",
    "3 is a new version of 2",
    "4 is the same again as 3",
    "5 withdraws 3 in 1",
  ]);
});

test("lines that pass each other have columns of their own, those that follow each other share one", () => {
  const records = [
    record("a"),
    record("b"),
    record("c", { names: "a" }),
    record("d", { names: "b" }),
    record("e", { names: "c" }),
  ];
  expect(told(records)).toEqual(["3 corrects 1 in 1", "4 corrects 2 in 2", "5 corrects 3 in 1"]);
});

test("other events at a position are joined to it, those of another source are not", () => {
  const at = (id: string, source: string) => record(id, { position: "t @ 5", source });
  expect(told([at("a", "app"), at("b", "app"), at("c", "clinic")])).toEqual(["2 lies at the position of 1"]);
});
