import { useSearchParams } from "next/navigation";
import { useMemo } from "react";
import { type Field, leavesOf } from "./fields";
import { parserOf } from "./parsers";

/** A value in the address that its control does not take. */
export type Ignored = { name: string; title: string; value: string };

/** What of the query is not used, because no control takes it. */
export function useIgnored(fields: readonly Field[]): readonly Ignored[] {
  const given = useSearchParams();
  return useMemo(
    () =>
      leavesOf(fields).flatMap((field) => {
        const value = field.open ? null : given.get(field.name);
        return field.open || value === null || parserOf(field).parse(value) !== null
          ? []
          : { name: field.name, title: field.title, value };
      }),
    [fields, given],
  );
}
