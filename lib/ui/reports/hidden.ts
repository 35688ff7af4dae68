import { count, plural } from "@/lib/charts/format";
import type { Made, MadeFigure } from "@/lib/reports/made";

/** What of a figure its reader does not see: values, of how many, and rows whose names would tell of too few. */
type Hidden = { values: number; of: number; rows: number };

export function hiddenIn({ tables }: Pick<MadeFigure, "tables">): Hidden {
  const all = tables.map(({ released: { hidden, rows, columns, unnamed } }) => ({
    values: hidden.reduce((sum, names) => sum + names.length, 0),
    of: rows.length * Object.keys(columns).length,
    rows: unnamed,
  }));
  const sum = (of: (one: Hidden) => number) => all.reduce((total, one) => total + of(one), 0);
  return { values: sum(({ values }) => values), of: sum(({ of }) => of), rows: sum(({ rows }) => rows) };
}

/** The same in words. */
export function hiddenWords({ values, of, rows }: Hidden): string {
  const told = [
    ...(values > 0 ? [`${count(values)} of ${plural(of, "value")} hidden`] : []),
    ...(rows > 0 ? [`${plural(rows, "row")} left out`] : []),
  ];
  return told.length === 0 ? "Nothing in it is hidden." : `${told.join(", ")}.`;
}

/** What of a whole report its reader does not see. */
export function hiddenOf({ parts }: Made): Hidden {
  const figures = parts.flatMap((part) => (part.kind === "figure" ? hiddenIn(part) : []));
  return figures.reduce(
    (sum, one) => ({ values: sum.values + one.values, of: sum.of + one.of, rows: sum.rows + one.rows }),
    { values: 0, of: 0, rows: 0 },
  );
}
