import { Dictionary, Float64, Int32, Int64, Utf8, vectorFromArray, type Vector } from "apache-arrow";
import fc from "fast-check";
import { expect, test } from "vitest";
import { arrowFile } from "../../testing/files";
import { parseMapping } from "../mapping/validate";
import { open } from "../read/open";
import { upcastOf } from "./applied";
import { runs } from "../../testing/runs";

const mapping = parseMapping({
  version: 1,
  name: "Test",
  type: { from: ["kind", "what"], codes: { v: "visit" } },
  source: { from: ["origin"] },
  subject: { constant: "p" },
  occurredAt: { from: ["at"] },
  upcasts: [
    { name: "one", when: { types: ["visit"], version: { column: "shape", is: ["1", ""] } }, type: "Visit" },
    { name: "two", when: { sources: ["7", ""], version: { column: "shape", is: ["1.5", "2"] } }, type: "Other" },
    { name: "three", when: { types: ["", "x"] } },
  ],
});

const shapes: readonly ((values: (number | null)[]) => Vector)[] = [
  (values) => vectorFromArray(values, new Float64()),
  (values) =>
    vectorFromArray(
      values.map((n) => (n === null ? null : ` ${n}`)),
      new Utf8(),
    ),
  (values) =>
    vectorFromArray(
      values.map((n) => (n === null ? null : String(n))),
      new Dictionary(new Utf8(), new Int32()),
    ),
];

test("what a whole row says of its upcast is what it was read by", async () => {
  const seen = new Set<string | undefined>();
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({
          kind: fc.constantFrom(null, "", "v", " visit ", "x", "y"),
          what: fc.constantFrom(null, "v", "y"),
          origin: fc.constantFrom(null, 7n, 8n),
          shape: fc.constantFrom(null, 1, 1.5, 2, 3),
        }),
        { minLength: 1, maxLength: 8 },
      ),
      fc.constantFrom(...shapes),
      async (rows, shape) => {
        const text = (name: "kind" | "what") =>
          vectorFromArray(
            rows.map((row) => row[name]),
            new Utf8(),
          );
        const { blob } = arrowFile("rows.arrow", {
          kind: text("kind"),
          what: text("what"),
          origin: vectorFromArray(
            rows.map(({ origin }) => origin),
            new Int64(),
          ),
          shape: shape(rows.map((row) => row.shape)),
        });
        const reader = await open(blob, "rows.arrow");
        const whole = await reader.rowsAt(rows.map((_, i) => i));
        const told = whole.map((row) => upcastOf(mapping, row)?.name);
        for (const name of told) seen.add(name);
        let counted: readonly number[] = [];
        for await (const { upcasts } of reader.encoded(mapping)) counted = upcasts;
        expect(counted).toEqual(["one", "two", "three"].map((name) => told.filter((one) => one === name).length));
      },
    ),
    runs(100, 1000),
  );
  expect(seen.size).toBe(4);
});
