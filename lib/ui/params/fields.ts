import { z } from "zod";

const common = {
  title: z.string().optional(),
  description: z.string().optional(),
  when: z.array(z.string()).min(2).optional(),
  unless: z.array(z.string()).min(2).optional(),
  inFigure: z.boolean().optional(),
  stays: z.boolean().optional(),
};

const leaf = z.union([
  z.object({ ...common, type: z.literal("string"), enum: z.array(z.string()), default: z.string() }),
  z.object({ ...common, type: z.literal("string"), format: z.literal("date"), default: z.string() }),
  z.object({ ...common, type: z.literal("string"), choices: z.string().optional(), default: z.string() }),
  z.object({
    ...common,
    type: z.enum(["number", "integer"]),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    default: z.number(),
  }),
  z.object({ ...common, type: z.literal("boolean"), default: z.boolean() }),
  z.object({ ...common, type: z.literal("array"), options: z.array(z.number()), default: z.array(z.number()) }),
  z.object({
    ...common,
    type: z.literal("array"),
    choices: z.string().optional(),
    ordered: z.boolean().optional(),
    default: z.array(z.string()),
  }),
  z.object({
    ...common,
    type: z.literal("object"),
    choices: z.string().optional(),
    default: z.record(z.string(), z.array(z.string())),
  }),
]);
type Leaf = z.infer<typeof leaf>;

const whole = z.object({ ...common, type: z.literal("object"), properties: z.record(z.string(), leaf) });
const schema = z.object({ properties: z.record(z.string(), z.union([whole, leaf])) });

type Beside = { name: string; values: readonly string[] };

type About = {
  /** The way to its value, the names joined by dots. */
  name: string;
  title: string;
  description: string;
  /** Where it counts only beside some values of another, or beside all but some: the way to that, and the values. */
  when: Beside | undefined;
  unless: Beside | undefined;
  /** Whether the figure itself has the control. */
  inFigure: boolean;
  /** Whether the address says it once it is chosen, also where it is the usual value: cohorts can make another the usual one. */
  stays: boolean;
};

/** One control. What could hold a value of the data has `open` set and never enters the query of an address. */
export type LeafField = About &
  (
    | { kind: "choice"; options: readonly string[]; initial: string; open: false }
    | { kind: "date"; initial: string; open: false }
    | { kind: "number"; min: number | undefined; max: number | undefined; whole: boolean; initial: number; open: false }
    | { kind: "numbers"; options: readonly number[]; initial: readonly number[]; open: false }
    | { kind: "switch"; initial: boolean; open: false }
    | { kind: "name"; choices: string; initial: string; open: true }
    | { kind: "names"; choices: string; ordered: boolean; initial: readonly string[]; open: true }
    | { kind: "groups"; choices: string; initial: Readonly<Record<string, readonly string[]>>; open: true }
  );

/** A control of the form, or several under one name. */
export type Field = LeafField | (About & { kind: "group"; fields: readonly LeafField[] });

const least = Number.MIN_SAFE_INTEGER;

function besideOf(told: readonly string[] | undefined, within: string): Beside | undefined {
  const [name, ...values] = told ?? [];
  return name === undefined ? undefined : { name: within + name, values };
}

function fieldOf(name: string, found: Leaf, within = ""): LeafField {
  const { title = name, description = "", inFigure = false, stays = false } = found;
  const way = within + name;
  const [when, unless] = [besideOf(found.when, within), besideOf(found.unless, within)];
  const about = { name: way, title, description, when, unless, inFigure, stays };
  switch (found.type) {
    case "boolean":
      return { ...about, kind: "switch", initial: found.default, open: false };
    case "array":
      return "options" in found
        ? { ...about, kind: "numbers", options: found.options, initial: found.default, open: false }
        : {
            ...about,
            kind: "names",
            choices: found.choices ?? name,
            ordered: found.ordered ?? false,
            initial: found.default,
            open: true,
          };
    case "object":
      return { ...about, kind: "groups", choices: found.choices ?? name, initial: found.default, open: true };
    case "string":
      if ("enum" in found)
        return { ...about, kind: "choice", options: found.enum, initial: found.default, open: false };
      return "format" in found
        ? { ...about, kind: "date", initial: found.default, open: false }
        : { ...about, kind: "name", choices: found.choices ?? name, initial: found.default, open: true };
    default:
      return {
        ...about,
        kind: "number",
        min: found.minimum === least ? undefined : found.minimum,
        max: found.maximum === -least ? undefined : found.maximum,
        whole: found.type === "integer",
        initial: found.default,
        open: false,
      };
  }
}

/** The form of an insight, from the JSON Schema of its parameters. */
export function fieldsOf(params: z.ZodType): Field[] {
  const { properties } = schema.parse(z.toJSONSchema(params, { io: "input" }));
  return Object.entries(properties).map(([name, found]) => {
    if (!("properties" in found)) return fieldOf(name, found);
    const { title = name, description = "", inFigure = false, stays = false } = found;
    const [when, unless] = [besideOf(found.when, ""), besideOf(found.unless, "")];
    const fields = Object.entries(found.properties).map(([inner, one]) => fieldOf(inner, one, `${name}.`));
    return { name, title, description, when, unless, inFigure, stays, kind: "group", fields };
  });
}

/** Every control, those of groups too. */
export const leavesOf = (fields: readonly Field[]): LeafField[] =>
  fields.flatMap((field) => (field.kind === "group" ? field.fields : field));
