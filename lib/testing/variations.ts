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
  if (type === "object") return [{ endocrine: choices["items"]?.[1] }];
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

type Ones = readonly object[];

/** Each value of each parameter with one of the next parameter. */
const pairs = (all: readonly Ones[]): object[] =>
  all.flatMap((ones, i) => {
    const next = all[(i + 1) % all.length] ?? [];
    return ones.map((one, n) => ({ ...one, ...next[n % Math.max(1, next.length)] }));
  });

/** The nth values of three parameters that follow each other, for each n. */
const threes = (all: readonly Ones[]): object[] =>
  all.flatMap((first, i) => {
    const [second = [], third = []] = all.slice(i + 1, i + 3);
    const longest = i % 3 === 0 ? Math.max(first.length, second.length, third.length) : 0;
    return Array.from({ length: longest }, (_, n) => ({ ...first[n], ...second[n], ...third[n] }));
  });

/** Of the sets of parameters of an insight those that there is time for: the defaults and every second, and of the one that takes ten times as long as the others, since it works everything out in every way, every fifth; with LONG all. */
export function affordable(id: string, variations: readonly object[]): readonly object[] {
  const every = id === "definitions" ? 5 : 2;
  return long ? variations : variations.filter((_, i) => i === 0 || i % every === 1);
}

/** Sets of parameters that together take each value of each parameter at least once, the defaults first: several values in one set, with LONG every one alone and in pairs too. */
export function variationsOf(params: z.ZodType): object[] {
  const all = Object.entries(schema.parse(z.toJSONSchema(params, { io: "input" })).properties).map(
    ([name, property]): Ones => values(property).map((value) => ({ [name]: value })),
  );
  return [{}, ...(long ? [...all.flat(), ...pairs(all)] : []), ...threes(all)];
}
