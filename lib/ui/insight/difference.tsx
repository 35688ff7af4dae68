"use client";
import { useMemo, useState } from "react";
import { plain, precisionOf, signed, ticksAround, withLimits, digitsOf } from "@/lib/charts/difference";
import { DifferenceOverTime } from "@/lib/charts/difference-over-time";
import { Estimates } from "@/lib/charts/estimates";
import { count } from "@/lib/charts/format";
import { SummaryTable } from "@/lib/charts/summary-table";
import type { Row } from "@/lib/engine/decode";
import { grouped } from "@/lib/group";
import { sidesIn } from "@/lib/insights/ask";
import { differenceAside, type Side } from "@/lib/insights/between";
import { aboutWords, differingOf, headline, scaleOf, told, whyNone } from "@/lib/insights/between-words";
import type { AnyInsight } from "@/lib/insights/insight";
import type { Along, AnyView, Differences, SideLook } from "@/lib/insights/view";
import { SelectField } from "../kit/select";
import type { Answered } from "./use-answer";

type DifferenceProps = {
  insight: AnyInsight;
  view: AnyView;
  answer: Answered;
  /** Which rows of the differences; all where it is left out. */
  of?: ((row: Row) => boolean) | undefined;
  onPickSides(sides: readonly SideLook[], at: number): void;
};

/** Two cohorts compared: what the second has less the first; nothing where nothing is compared. */
export function Difference({ insight, view, answer, of, onPickSides }: DifferenceProps) {
  const sides = useMemo(() => sidesIn(insight, answer, answer), [insight, answer]);
  const rows = (answer.also[differenceAside] ?? []).filter((row) => !of || of(row));
  const { differences } = view;
  if (rows.length === 0 || !differences) return null;
  return (
    <Compared
      rows={rows}
      answer={answer}
      differences={differences}
      params={answer.params}
      partial={of !== undefined}
      sides={sides}
      onPickSides={onPickSides}
    />
  );
}

type ComparedProps = {
  rows: readonly Row[];
  answer: Answered;
  differences: Differences<unknown>;
  params: unknown;
  /** Whether it stands beside others. */
  partial: boolean;
  sides(row: Row): Side[];
  onPickSides(sides: readonly SideLook[], at: number): void;
};

const isKnown = ({ difference }: Row) => typeof difference === "number";

/** What is drawn at once, of those that the rows fall into: along an axis all of one kind, else what belongs together. */
function usePart({ rows, differences: { label, panel }, params }: ComparedProps, along: Along | null) {
  const [chosen, choose] = useState<string | null>(null);
  const parts = grouped(rows, (row) => (along ? label(row, params) : (panel?.(row, params) ?? "")));
  const names = [...parts.keys()];
  const known = names.find((name) => parts.get(name)?.some(isKnown)) ?? names[0] ?? "";
  const name = chosen !== null && parts.has(chosen) ? chosen : known;
  return { names, name, shown: parts.get(name) ?? [], choose };
}

/** Of what there is a difference, one part at a time: a headline, a figure, and the numbers, which open their patients. */
function Compared(props: ComparedProps) {
  const { answer, differences, params, partial, sides, onPickSides } = props;
  const { label } = differences;
  const along = differences.along?.(params) ?? null;
  const { names, name, shown: all, choose } = usePart(props, along);
  const axis = along?.axis(all, answer);
  const end = axis?.kind === "count" ? (axis.to ?? Infinity) : Infinity;
  const shown = along ? all.filter((row) => along.place(row) <= end) : all;
  const one = (differences.panel ? shown.find(isKnown) : told(shown)) ?? shown[0];
  if (!one) return null;
  const why = whyNone(shown);
  const scale = scaleOf(one, differences);
  const called = (row: Row) => (along ? `${label(row, params)}, ${along.name(along.place(row))}` : label(row, params));
  const open = (row: Row, cohort: Row[string] | undefined) => {
    const own = sides(row).filter(({ patients }) => patients > 0);
    const at = own.findIndex((side) => side.cohort === cohort);
    onPickSides(
      own.map(({ cohort: whose, from }) => ({
        cohort: whose,
        cell: from.row,
        beside: { aside: from.aside, name: `${called(row)} · ${whose}` },
      })),
      Math.max(0, at),
    );
  };
  return (
    <section aria-label={partial ? `Difference: ${name}` : "Difference"} className="mt-6 border-t border-line pt-5">
      <h2>{headline(one, scale)}</h2>
      <p className="mb-2 text-xs text-soft">
        {[
          called(one),
          scale === "points" && "differences in points",
          why === null && `${along ? "band" : "bar"}: 95\u00a0% interval`,
        ]
          .filter(Boolean)
          .join("; ")}
      </p>
      {why !== null && <p className="mb-2 text-sm">{`There is no interval: ${why}.`}</p>}
      {names.length > 1 && (
        <div className="mb-3 w-full max-w-96">
          <SelectField
            label="Difference of"
            value={name}
            options={names.map((id) => ({ id, label: id }))}
            onChange={choose}
          />
        </div>
      )}
      {along && axis ? (
        <DifferenceAlong rows={shown} along={along} axis={axis} scale={scale} onOpen={open} />
      ) : (
        <Listed rows={shown} scale={scale} title={headline(one, scale)} name={called} onOpen={open} />
      )}
      <InNumbers
        rows={along ? some(shown) : shown.slice(0, mostListed)}
        of={shown}
        scale={scale}
        name={(row) => (along ? along.name(along.place(row)) : label(row, params))}
        sides={sides}
        onOpen={open}
      />
      <p className="mt-2 text-xs text-soft">{aboutWords(shown).join(" ")}</p>
    </section>
  );
}

type Scaled = { rows: readonly Row[]; scale: ReturnType<typeof scaleOf> };
type Opening = { onOpen(row: Row, cohort: Row[string] | undefined): void };

/** Rows of a list that are drawn, the others are in the table. */
const mostListed = 40;

function Listed({ rows, scale, title, name, onOpen }: Scaled & Opening & { title: string; name(row: Row): string }) {
  const drawn = rows.slice(0, mostListed);
  const ticks = ticksAround(drawn.map(differingOf), scale);
  return (
    <Estimates
      title={`Difference: ${title}`}
      rows={drawn.map((row) => {
        const own = differingOf(row);
        return { key: name(row), label: name(row), ...own, text: withLimits(own, scale) };
      })}
      ticks={ticks}
      format={(value) => signed(value, digitsOf(ticks, scale), scale)}
      onPick={(index) => {
        const row = drawn[index];
        if (row) onOpen(row, row["first"]);
      }}
    />
  );
}

type DrawnAlong = Scaled & Opening & { along: Along; axis: ReturnType<Along["axis"]> };

function DifferenceAlong({ rows, scale, along: { place, name, stepped = false }, axis, onOpen }: DrawnAlong) {
  const own = new Map(rows.map((row) => [place(row), row]));
  const at = axis.xs.map((x) => own.get(x) ?? null);
  const [row] = rows;
  const names = [String(row?.["first"]), String(row?.["second"])] as const;
  return (
    <DifferenceOverTime
      label={`${names[1]} less ${names[0]}`}
      axis={axis}
      at={at.map((one) => one && differingOf(one))}
      names={names}
      scale={scale}
      stepped={stepped}
      second
      name={name}
      onPick={(index) => {
        const picked = at[index];
        if (picked) onOpen(picked, picked["first"]);
      }}
    />
  );
}

/** More rows than are read at a glance. */
const most = 8;

/** All rows where they are few, else so many of them at equal distances, the last among them. */
function some(rows: readonly Row[]): readonly Row[] {
  const step = Math.ceil(rows.length / most);
  return rows.filter((_, i) => (rows.length - 1 - i) % step === 0);
}

type InNumbersProps = Scaled & Opening & { of: readonly Row[]; name(row: Row): string; sides(row: Row): Side[] };

/** The differences as a table, whose values open the patients behind them. */
function InNumbers({ rows, of, scale, name, sides, onOpen }: InNumbersProps) {
  const [first] = of;
  const none = whyNone(of);
  return (
    <>
      <SummaryTable
        label="Difference in numbers"
        heads={[
          "",
          `${scale === "points" ? "points" : "difference"} (95\u00a0% interval)`,
          String(first?.["first"]),
          String(first?.["second"]),
          "patients",
        ]}
        rows={rows.map((row) => {
          const differing = differingOf(row);
          const own = { ...differing, why: differing.why === none ? null : differing.why };
          const found = sides(row);
          const valueOf = (value: number | null, cohort: string) => {
            const text = plain(value, scale, precisionOf(own, scale));
            const side = found.find((one) => one.cohort === cohort);
            if (!side || side.patients === 0) return text;
            const words = `${name(row)}, ${cohort}: ${text}, ${count(side.patients)} patients: show them`;
            return { text, words, onPick: () => onOpen(row, cohort) };
          };
          return [
            name(row),
            withLimits(own, scale).replaceAll(" ", "\u00a0").replace("\u00a0(", " ("),
            valueOf(own.first, String(row["first"])),
            valueOf(own.second, String(row["second"])),
            own.patients.map(count).join("\u00a0and\u00a0"),
          ];
        })}
      />
      {rows.length < of.length && (
        <p className="mt-1.5 text-xs text-soft">{`${count(rows.length)} of ${count(of.length)} rows; “Table” holds all.`}</p>
      )}
    </>
  );
}
