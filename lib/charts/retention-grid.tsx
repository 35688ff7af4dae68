"use client";
import { Fragment, type KeyboardEvent, useRef, useState } from "react";
import { count, percent } from "./format";
import { useMarkClass } from "./brush";
import { gridMoves } from "./grid-moves";
import { Pressable, Walked } from "./pressable";
import { useWidth } from "./use-width";
import { Wide } from "./wide";

/** One start: `retained[n]` were active n periods later, null where that period was not yet observed; `earlier` the same as it was known before, where it is compared. */
export type RetentionRow = {
  key: string;
  /** Of the first row of a group its name, where there are groups. */
  head?: string | null;
  label: string;
  size: number;
  retained: readonly (number | null)[];
  earlier?: readonly (number | null)[];
  /** Whether events of that period still arrive. */
  provisional: readonly boolean[];
};

type RetentionGridProps = {
  title: string;
  rows: readonly RetentionRow[];
  /** What a column counts: “months since start”. */
  axis: string;
  rowHead: string;
  onPick(row: RetentionRow, period: number): void;
};

const besides = 150;

const mixed = (colour: string, strength: number) =>
  `color-mix(in oklab, var(--color-${colour}) ${strength}%, var(--color-card))`;

/** How a number of patients differs from the earlier one: as short text, in words, and as a tint. */
function changed(now: number, then: number | null): { text: string; words: string; tint: string } {
  if (then === null) return { text: "new", words: "not there before", tint: mixed("river", 22) };
  const by = now - then;
  if (by === 0) return { text: "=", words: "as before", tint: "transparent" };
  const strength = Math.min(45, 16 + Math.round((60 * Math.abs(by)) / Math.max(1, then)));
  const text = `${by > 0 ? "+" : "−"}${count(Math.abs(by))}`;
  return { text, words: `${text} since`, tint: mixed(by > 0 ? "moss" : "copper", strength) };
}

/** A table whose shade is the share that stayed; every cell says share and count. */
export function RetentionGrid({ title, rows, axis, rowHead, onPick }: RetentionGridProps) {
  const markClass = useMarkClass();
  const table = useRef<HTMLTableElement>(null);
  const [stop, setStop] = useState({ row: 0, period: 0 });
  const [box, width] = useWidth<HTMLDivElement>();
  const periods = Math.max(0, ...rows.map((row) => row.retained.length));
  const cell = { minWidth: Math.min(56, Math.max(38, ((width ?? 800) - besides) / Math.max(1, periods) - 2)) };
  const onKeyDown = (event: KeyboardEvent) => {
    const move = gridMoves[event.key];
    if (!move) return;
    event.preventDefault();
    const next = { row: stop.row + move[0], period: stop.period + move[1] };
    if (typeof rows[next.row]?.retained[next.period] !== "number") return;
    setStop(next);
    table.current?.querySelector<HTMLElement>(`[data-at="${next.row}-${next.period}"]`)?.focus();
  };
  return (
    <div ref={box}>
      <Wide
        label={title}
        className="rounded-field"
        tall="max-h-[min(72vh,720px)]"
        natural={besides + periods * (cell.minWidth + 2)}
      >
        <Walked
          ref={table}
          aria-label={title}
          onKeyDown={onKeyDown}
          className="border-separate border-spacing-0.5 text-xs"
        >
          <thead>
            <tr>
              <th
                scope="col"
                rowSpan={2}
                className="sticky top-0 left-0 z-20 bg-card pr-3 text-left align-bottom font-semibold"
              >
                {rowHead}
              </th>
              <th
                scope="col"
                rowSpan={2}
                className="sticky top-0 z-10 bg-card pr-2 text-right align-bottom font-semibold"
              >
                patients
              </th>
              <th scope="colgroup" colSpan={periods} className="bg-card pb-1 text-left font-normal text-soft">
                {axis}
              </th>
            </tr>
            <tr>
              {Array.from({ length: periods }, (_, period) => (
                <th
                  key={period}
                  scope="col"
                  style={cell}
                  className="sticky top-0 z-10 bg-card pb-1 text-center font-normal text-soft"
                >
                  {period}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, r) => (
              <Fragment key={row.key}>
                {row.head != null && (
                  <tr>
                    <th scope="rowgroup" colSpan={periods + 2} className="pt-3 pb-1 text-left">
                      <span className="sticky left-0 text-sm font-semibold">{row.head}</span>
                    </th>
                  </tr>
                )}
                <tr>
                  <th scope="row" className="sticky left-0 z-10 bg-card pr-3 text-left font-normal whitespace-nowrap">
                    {row.label}
                  </th>
                  <td className="pr-2 text-right">{count(row.size)}</td>
                  {Array.from({ length: periods }, (_, period) => {
                    const kept = row.retained[period];
                    if (typeof kept !== "number") return <td key={period} className="h-10" />;
                    const share = row.size ? kept / row.size : 0;
                    const change = row.earlier && changed(kept, row.earlier[period] ?? null);
                    return (
                      <td key={period} className="p-0">
                        <Pressable
                          data-at={`${r}-${period}`}
                          tabIndex={stop.row === r && stop.period === period ? 0 : -1}
                          onFocus={() => setStop({ row: r, period })}
                          onClick={() => onPick(row, period)}
                          aria-label={`${row.label}, ${period} later: ${percent(share)}, ${count(kept)} of ${count(row.size)}${change ? `, ${change.words}` : ""}${row.provisional[period] ? ", provisional" : ""}`}
                          style={{
                            background: change
                              ? change.tint
                              : `color-mix(in oklab, var(--color-shade) ${Math.round(share * 100)}%, var(--color-card))`,
                          }}
                          className={`flex h-10 w-full flex-col items-center justify-center rounded-[5px] leading-tight ${row.provisional[period] ? "border border-dashed border-soft" : ""} ${markClass(() => onPick(row, period))}`}
                        >
                          <span className="text-2xs leading-tight font-semibold">{percent(share)}</span>
                          <span className="text-2xs leading-tight">{change ? change.text : count(kept)}</span>
                        </Pressable>
                      </td>
                    );
                  })}
                </tr>
              </Fragment>
            ))}
          </tbody>
        </Walked>
      </Wide>
      {rows.some(({ provisional }) => provisional.includes(true)) && (
        <p className="sticky left-0 mt-2 text-xs text-soft">Dashed: provisional, events of that time still arrive.</p>
      )}
    </div>
  );
}
