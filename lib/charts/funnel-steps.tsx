"use client";
import { type CSSProperties, type KeyboardEvent, useRef, useState } from "react";
import { count, nearPercent } from "./format";
import { useMarkClass } from "./brush";
import { gridMoves } from "./grid-moves";
import { Legend } from "./legend";
import { type Ink, inkOf, letterOf } from "./palette";
import { Pressable, Walked } from "./pressable";

/** A group at a step: shares are of its first step; `lost` came to the step before and no further, null at the first. */
export type FunnelBar = {
  group: string;
  patients: number;
  share: number;
  lost: { patients: number; share: number } | null;
  /** The share that it was known to be before, where it is compared. */
  before: number | null;
  /** What else is told of it. */
  note: string;
};
export type FunnelStep = { step: number; event: string; bars: readonly FunnelBar[] };

type FunnelStepsProps = {
  title: string;
  groups: readonly string[];
  steps: readonly FunnelStep[];
  onPick(step: FunnelStep, bar: FunnelBar): void;
  onPickLost(step: FunnelStep, bar: FunnelBar): void;
};

const none: ReadonlySet<string> = new Set();

const hatch = (colour: string): CSSProperties => ({
  backgroundImage: `repeating-linear-gradient(135deg, ${colour} 0 1.5px, transparent 1.5px 6px)`,
  boxShadow: `inset 0 0 0 1px color-mix(in oklab, ${colour} 45%, transparent)`,
});

const across = (share: number) => `${100 * Math.min(1, Math.max(0, share))}%`;

/** Steps from top to bottom, as wide as the share that comes to each; hatched beside it those who were lost since the step before. */
export function FunnelSteps({ title, groups, steps, onPick, onPickLost }: FunnelStepsProps) {
  const table = useRef<HTMLTableElement>(null);
  const [stop, setStop] = useState({ row: 0, part: 0 });
  const several = groups.length > 1;
  const rows = steps.flatMap((step) => step.bars.map((bar) => ({ step, bar })));
  const has = (row: number, part: number) => ([rows[row]?.bar.patients, rows[row]?.bar.lost?.patients][part] ?? 0) > 0;
  const onKeyDown = (event: KeyboardEvent) => {
    const move = gridMoves[event.key];
    if (!move) return;
    event.preventDefault();
    const row = stop.row + move[0];
    const part = [stop.part + move[1], move[0] === 0 ? stop.part : 1 - stop.part].find((one) => has(row, one));
    if (part === undefined) return;
    setStop({ row, part });
    table.current?.querySelector<HTMLElement>(`[data-at="${row}-${part}"]`)?.focus();
  };
  return (
    <>
      {several && <Legend labels={groups} hidden={none} kind="area" letters />}
      <Walked
        ref={table}
        aria-label={title}
        onKeyDown={onKeyDown}
        className="w-full border-separate border-spacing-y-0.5"
      >
        {steps.map((step) => (
          <tbody key={step.step}>
            <tr>
              <th scope="rowgroup" colSpan={several ? 3 : 2} className="pt-3 text-left text-sm font-semibold">
                <span className="mr-2 inline-grid size-5 place-content-center rounded-full bg-river-soft text-2xs">
                  {step.step}
                </span>
                {step.event}
              </th>
            </tr>
            {step.bars.map((bar, b) => {
              const row = rows.findIndex((one) => one.bar === bar);
              return (
                <Bar
                  key={bar.group}
                  step={step}
                  bar={bar}
                  ink={inkOf(b)}
                  several={several}
                  row={row}
                  tab={stop.row === row ? stop.part : null}
                  onFocus={(part) => setStop({ row, part })}
                  onPick={(part) => (part === 0 ? onPick(step, bar) : onPickLost(step, bar))}
                />
              );
            })}
          </tbody>
        ))}
      </Walked>
      <p className="mt-3 text-xs text-soft">
        Hatched: came to the step before and no further. Widths are shares of the first step.
      </p>
    </>
  );
}

type BarProps = {
  step: FunnelStep;
  bar: FunnelBar;
  ink: Ink;
  several: boolean;
  row: number;
  tab: number | null;
  onFocus(part: number): void;
  onPick(part: number): void;
};

function Bar({ step, bar, ink, several, row, tab, onFocus, onPick }: BarProps) {
  const markClass = useMarkClass();
  const of = several ? `, ${bar.group}` : "";
  const piece = (part: number) =>
    ({
      "data-at": `${row}-${part}`,
      tabIndex: tab === part ? 0 : -1,
      onFocus: () => onFocus(part),
      onClick: () => onPick(part),
    }) as const;
  return (
    <tr>
      {several && (
        <th
          scope="row"
          aria-label={bar.group}
          className="w-6 pr-2 text-left align-top text-xs leading-8 font-normal whitespace-nowrap"
        >
          {letterOf(bar.group, ink)}
        </th>
      )}
      <td className="w-full p-0">
        <div className="relative h-8 rounded-[5px] bg-paper">
          {bar.patients > 0 && (
            <Pressable
              {...piece(0)}
              aria-label={`${step.event}${of}: ${count(bar.patients)} patients, ${nearPercent(bar.share)} of the first step. ${bar.note}`}
              className={`absolute inset-y-0 left-0 min-w-1 rounded-[5px] ${markClass(() => onPick(0))}`}
              style={{ width: across(bar.share), background: ink.colour }}
            />
          )}
          {bar.lost && bar.lost.patients > 0 && (
            <Pressable
              {...piece(1)}
              aria-label={`Lost before ${step.event}${of}: ${count(bar.lost.patients)} patients`}
              className={`absolute inset-y-0 min-w-1.5 rounded-[5px] ${markClass(() => onPick(1))}`}
              style={{
                left: `min(${across(bar.share)}, 100% - 6px)`,
                width: across(bar.lost.share),
                ...hatch(ink.colour),
              }}
            />
          )}
          {bar.before !== null && (
            <span
              aria-hidden="true"
              className="pointer-events-none absolute -inset-y-0.5 border-l-2 border-dotted border-ink"
              style={{ left: across(bar.before) }}
            />
          )}
        </div>
        {bar.note !== "" && <p className="mt-0.5 text-xs text-soft">{bar.note}</p>}
      </td>
      <td className="pl-3 text-right align-top leading-tight whitespace-nowrap">
        <span className="block font-semibold">{nearPercent(bar.share)}</span>
        <span className="block text-xs text-soft">{count(bar.patients)}</span>
      </td>
    </tr>
  );
}
