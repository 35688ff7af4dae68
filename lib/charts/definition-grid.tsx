"use client";
import { type KeyboardEvent, useRef, useState } from "react";
import { useMarkClass } from "./brush";
import { gridMoves } from "./grid-moves";
import { Pressable, Walked } from "./pressable";
import { Wide } from "./wide";

/** A value under one choice: how much of the cell is shaded, what stands in it, and what is read out. */
export type GridCell = { key: string; fill: number | null; head: string; below: string; words: string };
export type GridRow = { key: string; label: string; cells: readonly (GridCell | null)[] };
export type GridBlock = { key: string; head: string; rows: readonly GridRow[] };

type DefinitionGridProps = {
  title: string;
  columns: readonly string[];
  blocks: readonly GridBlock[];
  onPick(key: string): void;
};

/** One number under many definitions: a row each, a column for each way to carry supply over, so that what the choice moves is seen. */
export function DefinitionGrid({ title, columns, blocks, onPick }: DefinitionGridProps) {
  const markClass = useMarkClass();
  const table = useRef<HTMLTableElement>(null);
  const [stop, setStop] = useState<string | null>(null);
  const rows = blocks.flatMap((block) => block.rows);
  const first = rows.flatMap(({ cells }) => cells).find((cell) => cell !== null)?.key ?? "";
  const onKeyDown = (event: KeyboardEvent) => {
    const move = gridMoves[event.key];
    const held = stop ?? first;
    const at = rows.findIndex(({ cells }) => cells.some((cell) => cell?.key === held));
    if (!move || at < 0) return;
    event.preventDefault();
    let row = at + move[0];
    let column = (rows[at]?.cells.findIndex((cell) => cell?.key === held) ?? 0) + move[1];
    while (rows[row]?.cells[column] === null) [row, column] = [row + move[0], column + move[1]];
    const next = rows[row]?.cells[column];
    if (!next) return;
    setStop(next.key);
    table.current?.querySelector<HTMLElement>(`[data-at="${CSS.escape(next.key)}"]`)?.focus();
  };
  return (
    <Wide label={title} className="rounded-field">
      <Walked
        ref={table}
        aria-label={title}
        onKeyDown={onKeyDown}
        className="w-full min-w-160 table-fixed border-separate border-spacing-x-1 border-spacing-y-0.5 text-sm"
      >
        <thead>
          <tr>
            <th
              scope="col"
              className="sticky left-0 z-10 w-30 bg-card text-left align-bottom text-xs font-normal text-soft"
            >
              definition
            </th>
            {columns.map((column) => (
              <th key={column} scope="col" className="pb-1 text-left align-bottom text-xs font-normal text-soft">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        {blocks.map((block) => (
          <tbody key={block.key}>
            <tr>
              <th scope="colgroup" colSpan={columns.length + 1} className="pt-3 pb-1 text-left font-semibold">
                {block.head}
              </th>
            </tr>
            {block.rows.map((row) => (
              <tr key={row.key}>
                <th scope="row" className="sticky left-0 z-10 bg-card pr-2 text-left font-normal whitespace-nowrap">
                  {row.label}
                </th>
                {row.cells.map((cell, i) => (
                  <td key={columns[i]} className="p-0">
                    {cell && (
                      <Pressable
                        data-at={cell.key}
                        tabIndex={cell.key === (stop ?? first) ? 0 : -1}
                        onFocus={() => setStop(cell.key)}
                        onClick={() => onPick(cell.key)}
                        aria-label={`${row.label}, ${columns[i]}: ${cell.words}`}
                        className={`relative flex h-8 w-full items-center justify-between gap-1.5 overflow-hidden rounded-[5px] bg-paper px-2 text-left whitespace-nowrap ${markClass(() => onPick(cell.key))}`}
                      >
                        {cell.fill !== null && (
                          <span
                            aria-hidden="true"
                            className="absolute inset-y-0 left-0 bg-river-soft"
                            style={{ width: `${Math.min(1, cell.fill) * 100}%` }}
                          />
                        )}
                        <span className="relative font-semibold">{cell.head}</span>
                        <span className="relative text-xs">{cell.below}</span>
                      </Pressable>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        ))}
      </Walked>
    </Wide>
  );
}
