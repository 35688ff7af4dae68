import {
  parseAsArrayOf,
  parseAsBoolean,
  parseAsFloat,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs";
import type { LeafField } from "./fields";

export type Closed = Exclude<LeafField, { open: true }>;

/** How the query of an address is read for a control. */
export function parserOf(field: Closed) {
  switch (field.kind) {
    case "choice":
      return parseAsStringLiteral(field.options)
        .withOptions({ clearOnDefault: !field.stays })
        .withDefault(field.initial);
    case "date":
      return parseAsString.withDefault(field.initial);
    case "number":
      return (field.whole ? parseAsInteger : parseAsFloat).withDefault(field.initial);
    case "numbers":
      return parseAsArrayOf(parseAsFloat).withDefault([...field.initial]);
    case "switch":
      return parseAsBoolean.withDefault(field.initial);
  }
}
