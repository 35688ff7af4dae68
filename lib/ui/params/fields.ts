import { z } from "zod";

const common = { title: z.string().optional(), description: z.string().optional() };

const property = z.union([
  z.object({ ...common, type: z.literal("string"), enum: z.array(z.string()), default: z.string() }),
  z.object({ ...common, type: z.literal("string"), choices: z.string().optional(), default: z.string() }),
  z.object({
    ...common,
    type: z.enum(["number", "integer"]),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    default: z.number(),
  }),
  z.object({ ...common, type: z.literal("boolean"), default: z.boolean() }),
  z.object({ ...common, type: z.literal("array"), choices: z.string().optional(), default: z.array(z.string()) }),
]);

const schema = z.object({ properties: z.record(z.string(), property) });

type About = { name: string; title: string; description: string };

/** A control of the form. What could hold a value of the data has `open` set and never enters the query of an address. */
export type Field = About &
  (
    | { kind: "choice"; options: readonly string[]; initial: string; open: false }
    | { kind: "number"; min: number | undefined; max: number | undefined; whole: boolean; initial: number; open: false }
    | { kind: "switch"; initial: boolean; open: false }
    | { kind: "name"; choices: string; initial: string; open: true }
    | { kind: "names"; choices: string; initial: readonly string[]; open: true }
  );

function fieldOf(name: string, found: z.infer<typeof property>): Field {
  const about = { name, title: found.title ?? name, description: found.description ?? "" };
  switch (found.type) {
    case "boolean":
      return { ...about, kind: "switch", initial: found.default, open: false };
    case "array":
      return { ...about, kind: "names", choices: found.choices ?? name, initial: found.default, open: true };
    case "string":
      return "enum" in found
        ? { ...about, kind: "choice", options: found.enum, initial: found.default, open: false }
        : { ...about, kind: "name", choices: found.choices ?? name, initial: found.default, open: true };
    default:
      return {
        ...about,
        kind: "number",
        min: found.minimum,
        max: found.maximum,
        whole: found.type === "integer",
        initial: found.default,
        open: false,
      };
  }
}

/** The form of an insight, from the JSON Schema of its parameters. */
export function fieldsOf(params: z.ZodType): Field[] {
  const { properties } = schema.parse(z.toJSONSchema(params, { io: "input" }));
  return Object.entries(properties).map(([name, found]) => fieldOf(name, found));
}
