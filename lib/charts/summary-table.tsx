import { usePaper } from "./paper";
import { Pressable } from "./pressable";
import { Wide } from "./wide";

/** What stands in a cell; with what it does where it can be pressed. */
export type SummaryCell = string | { text: string; words: string; onPick(): void };

type SummaryTableProps = {
  label: string;
  /** Heads, the first of them of the rows' names. */
  heads: readonly string[];
  rows: readonly (readonly [name: string, ...values: SummaryCell[]])[];
};

/** A few numbers per group, under a figure. */
export function SummaryTable({ label, heads, rows }: SummaryTableProps) {
  const [first, ...others] = heads;
  const scrolls = usePaper() ? "" : "sm:whitespace-nowrap";
  return (
    <Wide label={label} className="mt-3 rounded-field">
      <table aria-label={label} className="w-full text-xs sm:text-sm">
        <thead>
          <tr className="text-soft">
            <th scope="col" className="pr-1 sm:pr-4 pb-1 text-left align-bottom font-normal">
              {first}
            </th>
            {others.map((head) => (
              <th
                key={head}
                scope="col"
                className={`pb-1 pl-1.5 sm:pl-4 text-right align-bottom font-normal ${scrolls}`}
              >
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, ...values]) => (
            <tr key={name} className="border-t border-line">
              <th scope="row" className="py-1 pr-1 sm:pr-4 text-left align-top font-normal sm:whitespace-nowrap">
                {name}
              </th>
              {values.map((value, i) => (
                <td key={others[i]} className="py-1 pl-1.5 sm:pl-4 text-right align-top sm:whitespace-nowrap">
                  {typeof value === "string" ? (
                    value
                  ) : (
                    <Pressable
                      aria-label={value.words}
                      onClick={value.onPick}
                      cue="rounded-field px-1 underline decoration-edge decoration-dotted underline-offset-3 hover:bg-river-soft"
                    >
                      {value.text}
                    </Pressable>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}
