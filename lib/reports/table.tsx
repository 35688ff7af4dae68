import { isNumeric, written } from "../charts/written";
import { plural } from "../charts/format";
import type { MadeTable } from "./made";

/** What stands in a table in place of what may not be shown. */
export const hiddenMark = "hidden";

/** A table of a report, under the number that it is referred to by. */
export function ReportTable({ table: { label, columns, released }, number }: { table: MadeTable; number: string }) {
  const names = Object.keys(released.columns);
  const side = (name: string) => (isNumeric(released.columns[name] ?? "text") ? "text-right" : "text-left");
  return (
    <table className="report-table">
      <caption>
        <span className="font-semibold">{`Table ${number}.`}</span> {label}
        {released.unnamed > 0 &&
          `; ${plural(released.unnamed, "row")} left out, whose names would tell of too few patients`}
      </caption>
      <thead>
        <tr>
          {names.map((name) => (
            <th key={name} scope="col" className={side(name)}>
              {columns[name] ?? name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {released.rows.map((row, i) => {
          const hidden = released.hidden[i] ?? [];
          const place = `${i}`;
          return (
            <tr key={place}>
              {names.map((name) =>
                hidden.includes(name) ? (
                  <td key={name} className={`${side(name)} text-soft italic`}>
                    {hiddenMark}
                  </td>
                ) : (
                  <td key={name} className={side(name)}>
                    {written(row[name] ?? null, released.columns[name] ?? "text")}
                  </td>
                ),
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
