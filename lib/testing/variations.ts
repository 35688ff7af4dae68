import { z } from "zod";
import { long } from "./runs";

type Property = {
  enum?: unknown[];
  type?: string;
  choices?: string;
  minimum?: number;
  maximum?: number;
  options?: number[];
  properties?: Record<string, Property>;
};

const choices: Readonly<Record<string, readonly unknown[]>> = {
  breakdowns: ["none", "arm", "sex", "type", "item", "nobody has this"],
  items: [["tamoxifen"], ["letrozole", "palbociclib"], ['it\'s "none"']],
  types: [["MedicineTaken"], ["SurveyCompleted", "PatientEnrolled"]],
};

/** Each value of each part of an object; what is counted from a date has one. */
const parts = (properties: Record<string, Property>): readonly object[] =>
  Object.entries(properties).flatMap(([name, property]) =>
    values(property).map((value) => ({ [name]: value, ...(value === "date" && { date: "2025-03-01" }) })),
  );

function values(property: Property): readonly unknown[] {
  const { enum: among, type, choices: named, minimum, maximum, options, properties } = property;
  if (properties) return parts(properties);
  if (options) return [options.slice(0, 6), options.slice(0, 1)];
  if (named !== undefined) return choices[named] ?? [];
  if (among) return among;
  if (type === "boolean") return [true, false];
  if (type === "number" || type === "integer") return [minimum, maximum].filter((limit) => limit !== undefined);
  return [];
}

const schema = z.object({
  properties: z.record(
    z.string(),
    z.custom<Property>((value) => typeof value === "object"),
  ),
});

/** Sets of parameters that together take each value of each parameter at least once, the defaults first: every one with one of the next parameter, with LONG every one alone too. */
export function variationsOf(params: z.ZodType): object[] {
  const all = Object.entries(schema.parse(z.toJSONSchema(params, { io: "input" })).properties).map(([name, property]) =>
    values(property).map((value) => ({ [name]: value })),
  );
  const pairs = all.flatMap((ones, i) =>
    ones.map((one, n) => ({
      ...one,
      ...all[(i + 1) % all.length]?.[n % Math.max(1, all[(i + 1) % all.length]?.length ?? 1)],
    })),
  );
  return [{}, ...(long ? all.flat() : []), ...pairs];
}
