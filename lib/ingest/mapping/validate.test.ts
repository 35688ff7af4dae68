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
