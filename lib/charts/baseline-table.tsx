"use client";
import { inkOf } from "./palette";
import { Pressable } from "./pressable";
import { Wide } from "./wide";

/** `parts` stand side by side where there is room; `words` tell the same and what pressing it does. */
export type BaselineCell = { key: string; parts: readonly string[]; words: string };
export type BaselineRow = {
  key: string;
  label: string;
  /** A level of the variable above it. */
  inner: boolean;
  cells: readonly (BaselineCell | null)[];
  difference: { text: string; large: boolean } | null;
};

type BaselineTableProps = {
  title: string;
  groups: readonly { name: string; patients: string }[];
  sections: readonly { name: string; rows: readonly BaselineRow[] }[];
  /** How the last column is called; null where nothing is compared. */
  difference: string | null;
  onPick(key: string): void;
};

/** Table 1 as a journal prints it: a column a group, a line a level or number; every number opens its patients. */
export function BaselineTable({ title, groups, sections, difference, onPick }: BaselineTableProps) {
  // As other figures, which draw groups in the order of their names.
  const places = groups.map(({ name }) => name).toSorted((a, b) => (a < b ? -1 : 1));
  const columns = groups.length + 1 + (difference === null ? 0 : 1);
  return (
    <Wide label={title}>
      <table className="w-full border-collapse text-xs tabular-nums sm:text-sm">
        <thead>
          <tr className="border-b-2 border-edge align-bottom">
            <th className="sticky left-0 z-10 bg-card py-2 pr-2 text-left font-normal text-soft sm:pr-4">
              Characteristic
            </th>
            {groups.map(({ name, patients }) => (
              <th key={name} scope="col" className="py-2 pl-2 text-right font-semibold sm:px-3">
                <span
                  className="mr-1.5 inline-block size-2.25 rounded-full"
                  style={{ background: inkOf(places.indexOf(name)).colour }}
                  aria-hidden="true"
                />
                {name}
                <span className="block font-normal text-soft">{patients}</span>
              </th>
            ))}
            {difference !== null && (
              <th scope="col" className="py-2 pl-2 text-right font-normal text-soft sm:px-3">
                {difference}
              </th>
            )}
          </tr>
        </thead>
        {sections.map(({ name, rows }) => (
          <tbody key={name} className="border-b border-line">
            <tr>
              <th
                colSpan={columns}
                scope="rowgroup"
                className="pt-4 pb-1 text-left text-2xs font-normal tracking-[0.06em] text-soft uppercase"
              >
                {name}
              </th>
            </tr>
            {rows.map(({ key, label, inner, cells, difference: told }) => (
              <tr key={key} className="hover:bg-river-faint">
                <th
                  scope="row"
                  className={`sticky left-0 z-10 bg-card py-1 pr-2 text-left font-normal sm:pr-4 ${inner ? "pl-2 sm:pl-4" : ""}`}
                >
                  {label}
                </th>
                {cells.map((cell, g) => (
                  <td key={groups[g]?.name} className="py-1 pl-2 text-right sm:px-3">
                    {cell && (
                      <Pressable
                        aria-label={cell.words}
                        cue="rounded-field px-1 hover:bg-river-soft"
                        onClick={() => onPick(cell.key)}
                      >
                        {cell.parts.map((part) => (
                          <span key={part} className="ml-1.5 inline-block whitespace-nowrap first:ml-0">
                            {part}
                          </span>
                        ))}
                      </Pressable>
                    )}
                  </td>
                ))}
                {difference !== null && (
                  <td
                    className={`py-1 pl-2 text-right sm:px-3 ${told?.large ? "font-semibold text-copper" : "text-soft"}`}
                  >
                    {told?.text}
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </Wide>
  );
}
