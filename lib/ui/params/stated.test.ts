import { describe, expect, test } from "vitest";
import { insights } from "@/lib/insights/registry";
import { addressOfStated, statedIn } from "./stated";

const found = (id: string) => {
  const insight = insights.get(id);
  if (!insight) throw new Error(id);
  return insight;
};

describe("parameters that an address states", () => {
  test.each([
    ["persistence", "permissibleGap=30,90&followUp.from=index&medicationChange=true", "items=A&items=B"],
    ["adherence-over-time", "by=calendar&threshold=0.7", "breakdown=none"],
    ["adherence-distribution", "", "medications.groups=%5B%22insulins%22%2C%22A%22%5D"],
    ["attrition", "", ""],
  ])("of %s are the same after another address was made of them", (id, query, data) => {
    const insight = found(id);
    const stated = statedIn(insight, new URLSearchParams(query), new URLSearchParams(data));
    const made = addressOfStated(insight, stated);
    const again = statedIn(insight, new URLSearchParams(made.query), new URLSearchParams(made.data));
    expect(again).toEqual(stated);
    expect(insight.params.safeParse(stated).error).toBeUndefined();
  });

  test("are those alone: what is usual is not said, and what is no parameter is left out", () => {
    const query = new URLSearchParams("unit=quarter&as-known-at=2025-01-01&panel=table");
    expect(statedIn(found("adherence-over-time"), query, new URLSearchParams("cohort=x"))).toEqual({ unit: "quarter" });
  });
});
