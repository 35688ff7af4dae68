import type { Study } from "@/lib/log/study";

/** How many rows of each file were read by each upcast of its mapping. */
export const upcastNotes = ({ segments }: Study): string[] =>
  segments.flatMap(({ file, mapping, counts, upcasts }) =>
    (mapping.upcasts ?? []).map(
      ({ name }, place) =>
        `${upcasts[place] ?? 0} of ${counts.rows} rows of “${file}” were read by the upcast “${name}”.`,
    ),
  );
