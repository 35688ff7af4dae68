/** How a part is filled: told apart by its pattern too. */
export type PartLook = { label: string; className: string };

/** A row: its parts stand side by side in the order of the looks, `values[i]` belonging to `looks[i]`. */
export type PartRow = { key: string; label: string; values: readonly number[]; note: string };

type PartBarsProps = { looks: readonly PartLook[]; rows: readonly PartRow[] };

/** Fills that differ in pattern beside colour. */
export const partFills = {
  whole: "bg-moss",
  hatched:
    "bg-copper bg-[repeating-linear-gradient(135deg,var(--color-card)_0_2px,transparent_2px_6px)] border border-copper",
  hollow: "bg-card border border-edge",
} as const;

/** Counts in parts, row by row on one scale: a picture of a table that stands under it. */
export function PartBars({ looks, rows }: PartBarsProps) {
  const most = Math.max(1, ...rows.map(({ values }) => values.reduce((sum, value) => sum + value, 0)));
  return (
    <>
      <ul aria-hidden="true" className="mb-2 flex flex-wrap gap-x-4 gap-y-1 text-xs">
        {looks.map(({ label, className }) => (
          <li key={label} className="flex items-center gap-1.5">
            <span className={`h-3 w-4 rounded-sm ${className}`} />
            {label}
          </li>
        ))}
      </ul>
      <ul className="space-y-2">
        {rows.map((row) => (
          <li key={row.key}>
            <span className="flex flex-wrap items-baseline justify-between gap-x-4">
              <span>{row.label}</span>
              <span className="text-xs text-soft">{row.note}</span>
            </span>
            <span aria-hidden="true" className="mt-1 flex h-3.5 gap-px rounded-field bg-river-faint">
              {looks.map(({ label, className }, i) => {
                const value = row.values[i] ?? 0;
                if (value === 0) return null;
                return (
                  <span
                    key={label}
                    style={{ width: `${(100 * value) / most}%` }}
                    className={`min-w-1 rounded-sm ${className}`}
                  />
                );
              })}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
