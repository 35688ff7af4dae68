import { expect, test } from "vitest";
import { arrowFile, textColumns } from "../../testing/files";
import { parseMapping } from "../mapping/validate";
import { open } from "../read/open";
import { namesIn } from "./names";

const mapping = parseMapping({
  version: 1,
  name: "Test",
  type: { from: ["kind"] },
  source: { from: ["origin"] },
  subject: { from: ["who"] },
  occurredAt: { from: ["at"] },
  upcasts: [
    { name: "visit", when: { types: ["visit"] }, type: "Visit", parts: { source: { from: ["system"] } } },
    { name: "some quiz", when: { types: ["quiz"], sources: ["lab"] }, type: "Quiz" },
  ],
});

test("types and sources are those of the current shape and what no upcast replaces", async () => {
  const { blob } = arrowFile(
    "names.arrow",
    textColumns([
      { kind: "visit", who: "p", at: "2025-01-01", system: "old ward" },
      { kind: "quiz", origin: "lab", who: "p", at: "2025-01-01" },
      { kind: "quiz", origin: "ward", who: "p", at: "2025-01-01" },
    ]),
  );
  const reader = await open(blob, "names.arrow");
  expect((await namesIn(reader, mapping, "type")).toSorted()).toEqual(["Quiz", "Visit", "quiz"]);
  expect((await namesIn(reader, mapping, "source")).toSorted()).toEqual(["lab", "old ward", "ward"]);
});
