import type { Leaf, Provenance } from "../export/file";
import { profileWords } from "../export/disclosure/profile";
import type { Made } from "./made";

/** Where a report comes from, as every file of it says. */
export const provenanceOf = ({ spec, moment, zone, digest, versions }: Made): Provenance => ({
  title: spec.title,
  authors: spec.authors.join(", "),
  "as known at": moment,
  "time zone": zone,
  "fingerprint of the data": digest,
  disclosure: profileWords(spec.disclosure),
  ...versions,
});

/** What tells of the tables beside them, where their format has no place for it. */
export const tablesJson = (made: Made): string => {
  const tables = leavesOf(made).map(({ name, labels }) => ({ name, columns: labels }));
  return `${JSON.stringify({ about: provenanceOf(made), tables }, null, 2)}\n`;
};

/** Every table of a report, named by its number: “table-1-1”. */
export const leavesOf = ({ parts }: Made): Leaf[] =>
  parts
    .filter((part) => part.kind === "figure")
    .flatMap(({ tables }, f) =>
      tables.map(({ released, columns }, t) => ({ name: `table-${f + 1}-${t + 1}`, released, labels: columns })),
    );
