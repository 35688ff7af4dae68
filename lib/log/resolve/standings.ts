import { eventsOf, type Files, said } from "./model";

const kinds = ["fresh", "duplicates", "conflicts", "quarantined", "erased"] as const;
export type Standing = (typeof kinds)[number];

/** What becomes of each row that is received, by the definition, where nobody of `gone` may be in the log: of an event's rows the first recorded is new, one that says what an earlier one says a duplicate, any other a conflict. */
export function standings(files: Files, gone: readonly string[] = []): Standing[][] {
  const placed = files.map((rows, file) => rows.map((row, at) => ({ ...row, file, at })));
  const kept = placed.map((rows) => rows.filter(({ subject }) => !gone.includes(subject)));
  const admitted = kept.flatMap(eventsOf).toSorted((a, b) => a.recorded - b.recorded || a.file - b.file || a.at - b.at);
  return placed.map((rows) =>
    rows.map((row): Standing => {
      if (gone.includes(row.subject)) return "erased";
      const nth = admitted.findIndex(({ file, at }) => file === row.file && at === row.at);
      const own = admitted[nth];
      if (!own) return "quarantined";
      const earlier = admitted.slice(0, nth).filter(({ event }) => event === own.event);
      if (earlier.some((one) => said(one) === said(own))) return "duplicates";
      return earlier.length > 0 ? "conflicts" : "fresh";
    }),
  );
}

/** How many rows of each standing there are, and how many in all. */
export function counted(of: readonly Standing[]): Record<Standing | "rows", number> {
  const count = (kind: Standing) => of.filter((one) => one === kind).length;
  const [fresh, duplicates, conflicts] = [count("fresh"), count("duplicates"), count("conflicts")];
  return { rows: of.length, fresh, duplicates, conflicts, quarantined: count("quarantined"), erased: count("erased") };
}
