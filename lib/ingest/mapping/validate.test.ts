import { expect, test } from "vitest";
import { mappingOf } from "./build";
import { applies, columnsIn, parseMapping } from "./validate";

const mapping = mappingOf({
  name: "mine",
  type: { constant: "Visit" },
  subject: { from: ["patient", "person"] },
  occurredAt: { from: ["at"] },
  id: ["id"],
  traits: { sex: { from: ["gender"] } },
});
const columns = (...names: string[]) => names.map((name) => ({ name, type: "Utf8", nullable: true }));

test("a mapping survives JSON", () => {
  expect(parseMapping(JSON.parse(JSON.stringify(mapping)))).toEqual(mapping);
});

test("a wrong mapping is refused with what is wrong and where", () => {
  expect(() => parseMapping({ ...mapping, occurredAt: { from: [], unit: "weeks" } }, "my.json")).toThrow(
    /“my\.json”.*occurredAt/s,
  );
  expect(() => parseMapping({ ...mapping, colour: 1 })).toThrow("colour");
  expect(() => parseMapping("x")).toThrow("not valid");
});

test("says which columns it misses, and whether it can do without", () => {
  expect(columnsIn(mapping).toSorted()).toEqual(["at", "gender", "id", "patient", "person"]);
  expect(applies(mapping, columns("at", "person"))).toEqual({ absent: ["id", "patient", "gender"], usable: true });
  expect(applies(mapping, columns("patient", "id"))).toMatchObject({ usable: false });
});

const upcast = {
  name: "old",
  when: { types: ["v"], version: { column: "shape", is: ["1"] } },
  type: "Visit",
  parts: { occurredAt: { from: ["when"] }, value: null, traits: { sex: { from: ["m_f"] } } },
};

test("an upcast names what it reads, and says which rows", () => {
  const old = parseMapping({ ...mapping, upcasts: [upcast] });
  expect(columnsIn(old).toSorted()).toEqual(["at", "gender", "id", "m_f", "patient", "person", "shape", "when"]);
  expect(applies(old, columns("patient", "when")).usable).toBe(true);
  expect(applies(mapping, columns("patient", "when")).usable).toBe(false);
  expect(applies({ ...old, type: { from: ["type"] } }, columns("patient", "at")).usable).toBe(true);
  expect(applies({ ...mapping, type: { from: ["type"] } }, columns("patient", "at")).usable).toBe(false);
});

test.each([
  ["no rows", { ...upcast, when: {} }, "must name types, sources or a version"],
  ["who it is about", { ...upcast, parts: { subject: { from: ["x"] } } }, "subject"],
  ["a time of no column", { ...upcast, parts: { occurredAt: null } }, "occurredAt"],
])("an upcast of %s is refused", (_, wrong, named) => {
  expect(() => parseMapping({ ...mapping, upcasts: [wrong] })).toThrow(named);
});
