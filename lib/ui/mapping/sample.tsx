import type { Cell, Column } from "@/lib/ingest/read/reader";
import { cellText } from "../kit/cell-text";

/** The first rows of a file as they stand in it; columns already used are marked with what they are. */
export function Sample({
  columns,
  rows,
  used,
}: {
  columns: readonly Column[];
  rows: readonly Readonly<Record<string, Cell>>[];
  used: ReadonlyMap<string, string>;
}) {
  return (
    <div
      className="overflow-x-auto rounded-field border border-line"
      tabIndex={0}
      role="region"
      aria-label="The first rows of the file"
    >
      <table className="w-full text-left text-xs">
        <thead className="bg-paper">
          <tr>
            {columns.map(({ name, type }) => (
              <th
                key={name}
                scope="col"
                className="border-b border-line px-3 py-2 align-top font-semibold whitespace-nowrap"
              >
                <span className="block max-w-48 truncate">{name}</span>
                <span className="block max-w-48 truncate font-normal text-soft">{type}</span>
                <span className="block min-h-4.5 font-normal text-river">{used.get(name)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={columns.map(({ name }) => cellText(row[name] ?? null)).join("\u0000")}>
              {columns.map(({ name }) => (
                <td key={name} className="max-w-48 truncate border-b border-line px-3 py-1 whitespace-nowrap">
                  {cellText(row[name] ?? null)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
