import { z } from "zod";
import { breakdownParam } from "../breakdown";

/** Days of a period counted from the index day. */
export const lengths = { day: 1, week: 7, "four weeks": 28 } as const;
const units = ["day", "week", "four weeks"] as const;

export const pictures = ["timeline", "sequences", "map"] as const;

export const params = z.strictObject({
  by: z.enum(["type", "item"]).default("type").meta({
    title: "Events by",
    description: "type; or item, such as the medicine or the symptom, where one is named.",
  }),
  types: z.array(z.string()).default([]).meta({
    title: "Event types",
    description: "Only these types; all where none is named.",
    data: true,
    choices: "types",
  }),
  unit: z.enum(units).default("week").meta({ title: "Period", description: "Counted from the index day." }),
  before: z.int().min(0).max(120).default(4).meta({ title: "Periods before the index day" }),
  after: z.int().min(1).max(370).default(26).meta({ title: "Periods from the index day on" }),
  length: z.int().min(2).max(5).default(3).meta({ title: "Steps of a sequence" }),
  share: z.number().min(0).max(1).default(0.1).meta({
    title: "Least share told",
    description: "Of a group’s patients. Rarer sequences, and steps of the map, are counted and not told.",
  }),
  breakdown: breakdownParam,
  picture: z.enum(pictures).default("timeline").meta({
    title: "Picture",
    description: "events around the index day, the most frequent sequences, or a map of what follows what.",
    inFigure: true,
  }),
});
export type Params = z.infer<typeof params>;
