import { z } from "zod";
import { breakdownParam } from "../breakdown";

const orders = ["ordered", "strict", "any"] as const;

const mostSteps = 8;

const types = (title: string, description: string) =>
  z.array(z.string()).default([]).meta({ title, description, data: true, choices: "types" });

export const params = z
  .strictObject({
    steps: z.array(z.string()).max(mostSteps).default([]).meta({
      title: "Steps",
      description:
        "Types of events in their order, at most 8; where none is named: prescribed, supplied, taken, as far as the history has them.",
      data: true,
      choices: "types",
      ordered: true,
    }),
    order: z.enum(orders).default("ordered").meta({
      title: "Order",
      description:
        "ordered: each step after the one before, whatever happens between; strict: nothing happens between; any: in whatever order.",
    }),
    window: z.int().min(0).max(36_600).default(0).meta({
      title: "Within days",
      description: "From the first step, both days included; 0 is without limit.",
    }),
    exclude: types("Void after", "An attempt is void when such an event happens between its first and its last step."),
    items: z.array(z.string()).default([]).meta({
      title: "Medicines",
      description: "Of events that name a medicine only these; all where none is named.",
      data: true,
      choices: "items",
    }),
    breakdown: breakdownParam,
  })
  .superRefine(({ order, steps }, ctx) => {
    if (order === "any" && new Set(steps).size < steps.length)
      ctx.addIssue({ code: "custom", path: ["steps"], message: "in any order a step is named once" });
  });
export type Params = z.infer<typeof params>;

/** Steps where none is named: what a role of events is called, in their order. */
export const byRole = [
  ["order", "prescribed"],
  ["supply", "supplied"],
  ["intake", "taken"],
] as const;

/** How many steps there can be at most. */
export const lengthOf = ({ steps }: Pick<Params, "steps">): number => steps.length || byRole.length;

/** Numbers of steps from one to another, both included. */
export const numbers = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
