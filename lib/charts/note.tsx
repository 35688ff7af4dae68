import type { ReactNode } from "react";
import { createPortal } from "react-dom";

const widest = 256;

/** The floating note beside the mark that is held; it keeps inside the figure. */
export function Note({
  overlay,
  x,
  y,
  width,
  children,
}: {
  overlay: HTMLElement | null;
  x: number;
  y: number;
  width: number;
  children: ReactNode;
}) {
  if (!overlay) return null;
  const left = x > width / 2;
  return createPortal(
    <div
      className="absolute z-10 w-max focus-within:z-20 hover:z-20 rounded-field border border-line bg-raised px-3 py-2 text-xs shadow-lift"
      style={{
        left: x,
        top: Math.max(0, y - 24),
        maxWidth: Math.min(widest, Math.max(x, width - x) - 14),
        transform: `translateX(${left ? "calc(-100% - 14px)" : "14px"})`,
      }}
    >
      {children}
    </div>,
    overlay,
  );
}

export type NoteRow = readonly [term: string, value: string];

/** What a note says, to be read out. */
export const noteWords = (head: string, rows: readonly NoteRow[]): string =>
  `${head}: ${rows.map((row) => row.join(" ")).join(", ")}`;

/** Rows of a note: a term, and its value at the right. */
export function NoteRows({ head, rows }: { head: ReactNode; rows: readonly NoteRow[] }) {
  return (
    <>
      <p className="mb-1 font-semibold">{head}</p>
      <dl className="grid grid-cols-[auto_auto] gap-x-4">
        {rows.map(([term, value]) => (
          <div key={term} className="contents">
            <dt className="text-soft">{term}</dt>
            <dd className="text-right">{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
