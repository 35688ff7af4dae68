"use client";
import { type KeyboardEvent, useRef, useState } from "react";
import { count, percent, plural, tenths } from "./format";
import { useMarkClass } from "./brush";
import { gridMoves } from "./grid-moves";
import { OnScreen } from "./paper";
import { Pressable, Walked } from "./pressable";
import { Wide } from "./wide";

/** A kind of step, in the order of the rows; `quiet` for where courses start and end. */
export type WayNode = { key: string; label: string; patients: number; quiet: boolean; words: string };
export type Way = { from: string; to: string; patients: number; share: number; times: number; days: number };

type WayMatrixProps = {
  title: string;
  from: readonly WayNode[];
  to: readonly WayNode[];
  ways: readonly Way[];
  onPick(way: Way): void;
  onPickNode(node: WayNode): void;
};

const daysWords = (days: number) => (days === 1 ? "1 day" : `${tenths(days)} days`);
const short = (days: number) => (days < 10 ? tenths(days) : count(days));
const names = 0;
/** What the names of rows take, and each column, in pixels. */
const [besides, across] = [180, 34];
const shade = (share: number) =>
  `color-mix(in oklab, var(--color-shade) ${Math.round(8 + share * 92)}%, var(--color-card))`;
const keySteps = [0, 0.25, 0.5, 0.75, 1] as const;

/** What shades and numbers stand for. */
const Key = () => (
  <p className="mb-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-soft">
    <span>share of patients: few</span>
    <span className="flex" aria-hidden="true">
      {keySteps.map((step) => (
        <span
          key={step}
          className="h-3 w-5 first:rounded-l-[3px] last:rounded-r-[3px]"
          style={{ background: shade(step) }}
        />
      ))}
    </span>
    <span>all; number: median days between; “·”: the same kind; empty: rarer than is told</span>
  </p>
);

/** What follows what: from each row to each column the share of patients as a shade, and the median days between as a number. Arrows walk the ways, Enter opens one. */
export function WayMatrix({ title, from, to, ways, onPick, onPickNode }: WayMatrixProps) {
  const markClass = useMarkClass();
  const table = useRef<HTMLTableElement>(null);
  const [stop, setStop] = useState({ row: 0, column: names });
  const [held, setHeld] = useState<{ row: number; column: number } | null>(null);
  const byEnds = new Map(ways.map((way) => [JSON.stringify([way.from, way.to]), way]));
  const wayAt = (row: number, column: number) =>
    byEnds.get(JSON.stringify([from[row]?.key, to[column - 1]?.key])) ?? null;
  const has = (row: number, column: number) =>
    column === names ? from[row] !== undefined : wayAt(row, column) !== null;
  const onKeyDown = (event: KeyboardEvent) => {
    const move = gridMoves[event.key];
    if (!move) return;
    event.preventDefault();
    let [row, column] = [stop.row + move[0], stop.column + move[1]];
    while (from[row] && column >= names && column <= to.length && !has(row, column)) {
      row += move[0];
      column += move[1];
    }
    if (column < names || column > to.length || !has(row, column)) return;
    setStop({ row, column });
    table.current?.querySelector<HTMLElement>(`[data-at="${row}-${column}"]`)?.focus();
  };
  const wordsAt = (row: number, column: number): string => {
    const [node, way] = [from[row], wayAt(row, column)];
    if (column === names || !way) return `${node?.label ?? ""}: ${node?.words ?? ""}`;
    return `${node?.label ?? ""} → ${to[column - 1]?.label ?? ""}: ${plural(way.patients, "patient")} (${percent(way.share)}), ${plural(way.times, "time")}, median ${daysWords(way.days)} between`;
  };
  const mark = (row: number, column: number) =>
    ({
      "data-at": `${row}-${column}`,
      "aria-label": wordsAt(row, column),
      tabIndex: stop.row === row && stop.column === column ? 0 : -1,
      onFocus: () => {
        setStop({ row, column });
        setHeld({ row, column });
      },
      onBlur: () => setHeld(null),
      onPointerEnter: () => setHeld({ row, column }),
    }) as const;
  return (
    <>
      <Key />
      <OnScreen>
        <p aria-hidden="true" className="mb-1 min-h-10 text-sm text-soft sm:min-h-5">
          {held
            ? wordsAt(held.row, held.column)
            : "From the row to the column. Point at a field, or walk them with the arrow keys, to read it."}
        </p>
      </OnScreen>
      <Wide label={title} className="rounded-field" natural={besides + to.length * across}>
        <Walked
          ref={table}
          aria-label={title}
          onKeyDown={onKeyDown}
          onPointerLeave={() => setHeld(null)}
          className="border-separate border-spacing-0.5 text-xs"
        >
          <thead>
            <tr>
              <th
                scope="col"
                className="sticky left-0 z-10 bg-card pr-2 pb-1 text-left align-bottom font-normal text-soft"
              >
                from ↓ to →
              </th>
              {to.map(({ key, label, quiet }, c) => (
                <th key={key} scope="col" className="h-36 w-8 min-w-8 pb-1 align-bottom font-normal">
                  <span
                    title={label}
                    className={`mx-auto block max-h-36 rotate-180 truncate text-left [writing-mode:vertical-rl] ${held?.column === c + 1 ? "font-semibold" : ""} ${quiet ? "text-soft italic" : ""}`}
                  >
                    {label}
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {from.map((node, r) => (
              <tr key={node.key}>
                <th scope="row" className="sticky left-0 z-10 bg-card p-0 pr-1 text-left font-normal">
                  <Pressable
                    {...mark(r, names)}
                    onClick={() => onPickNode(node)}
                    className={`flex w-32 items-baseline justify-between gap-2 rounded-[5px] px-1 py-1 text-left hover:bg-river-faint sm:w-42 ${held?.row === r ? "font-semibold" : ""}`}
                  >
                    <span title={node.label} className={`truncate ${node.quiet ? "text-soft italic" : ""}`}>
                      {node.label}
                    </span>
                    <span className="font-normal text-soft">{count(node.patients)}</span>
                  </Pressable>
                </th>
                {to.map(({ key }, c) => {
                  const way = wayAt(r, c + 1);
                  if (!way)
                    return (
                      <td key={key} className="h-7 rounded-[5px] text-center text-soft">
                        {key === node.key ? "·" : null}
                      </td>
                    );
                  return (
                    <td key={key} className="p-0">
                      <Pressable
                        {...mark(r, c + 1)}
                        onClick={() => onPick(way)}
                        style={{ background: shade(way.share) }}
                        className={`flex h-7 w-full items-center justify-center rounded-[5px] text-2xs tabular-nums ${markClass(() => onPick(way))}`}
                      >
                        {short(way.days)}
                      </Pressable>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </Walked>
      </Wide>
    </>
  );
}
