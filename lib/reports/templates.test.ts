import { describe, expect, test } from "vitest";
import { insights } from "../insights/registry";
import { specSchema } from "./spec";
import { templates } from "./templates";

describe.each(templates)("the template “$name”", ({ spec }) => {
  const figures = spec.parts.flatMap((part) => (part.kind === "figure" ? part : []));

  test("is a specification, also after it was JSON", () => {
    expect(specSchema.parse(JSON.parse(JSON.stringify(spec)))).toEqual(spec);
  });

  test("asks insights that say what they disclose, with parameters that they take", () => {
    for (const { insight, params } of figures) {
      const found = insights.get(insight);
      expect(found?.discloses, insight).toBeDefined();
      expect(found?.params.safeParse(params).error, insight).toBeUndefined();
    }
  });

  test("begins with text, and says of every figure what it is about", () => {
    expect(spec.parts[0]?.kind).toBe("text");
    expect(figures.length).toBeGreaterThan(2);
    expect(figures.every(({ heading }) => heading !== "")).toBe(true);
  });
});

test("each has its own name", () => {
  expect(new Set(templates.flatMap(({ id, name }) => [id, name])).size).toBe(2 * templates.length);
});
