"use client";
import { useState } from "react";
import { plain, precisionOf, signed, ticksAround, withLimits, digitsOf } from "@/lib/charts/difference";
import { DifferenceOverTime } from "@/lib/charts/difference-over-time";
import { Estimates } from "@/lib/charts/estimates";
import { count } from "@/lib/charts/format";
import { SummaryTable } from "@/lib/charts/summary-table";
import type { Row } from "@/lib/engine/decode";
import { grouped } from "@/lib/group";
import { differenceAside } from "@/lib/insights/between";
import { aboutWords, differingOf, headline, scaleOf, told, whyNone } from "@/lib/insights/between-words";
import type { AnyView, Differences } from "@/lib/insights/view";
import type { Study } from "@/lib/log/study";
import { BaselineWords } from "../cohorts/comparable";
import { useComparable } from "../cohorts/use-comparable";
import { SelectField } from "../kit/select";
import type { Answered } from "./use-answer";

type DifferenceProps = { study: Study; view: AnyView; answer: Answered };

/** Two cohorts compared: what the second has less the first, and in what they differ from the start. */
export function Difference({ study, view, answer }: DifferenceProps) {
  const rows = answer.also[differenceAside];
  const comparable = useComparable(study, answer);
  if (!rows || answer.cohorts?.length !== 2) return null;
  return (
    <>
      {view.differences && <Compared rows={rows} differences={view.differences} params={answer.params} />}
      <BaselineWords found={comparable} />
    </>
  );
}

type ComparedProps = { rows: readonly Row[]; differences: Differences<unknown>; params: unknown };

/** Of what there is a difference, one at a time where it has an axis, else all in a list. */
function Compared({ rows, differences, params }: ComparedProps) {
  const [chosen, choose] = useState<string | null>(null);
  const { label, along } = differences;
  const labels = grouped(rows, (row) => label(row, params));
  const known = [...labels].find(([, own]) => told(own)) ?? [...labels][0];
  const name = chosen !== null && labels.has(chosen) ? chosen : (known?.[0] ?? "");
  const shown = along ? (labels.get(name) ?? []) : rows;
  const one = told(shown) ?? shown[0];
  if (!one) return null;
  const axis = along?.(params);
  const why = whyNone(shown);
  const scale = scaleOf(one, differences);
  const where = axis ? `${name}, ${axis.name(axis.place(one))}` : label(one, params);
  return (
    <section aria-label="Difference" className="mt-6 border-t border-line pt-5">
      <h2>{headline(one, scale)}</h2>
      <p className="mb-2 text-xs text-soft">
        {[
          where,
          scale === "points" && "differences in points",
          why === null && `${axis ? "band" : "bar"}: 95\u00a0% interval`,
        ]
          .filter(Boolean)
          .join("; ")}
      </p>
      {why !== null && <p className="mb-2 text-sm">{`There is no interval: ${why}.`}</p>}
      {axis && labels.size > 1 && (
        <div className="mb-3 w-full max-w-96">
          <SelectField
            label="Difference of"
            value={name}
            options={[...labels.keys()].map((id) => ({ id, label: id }))}
            onChange={choose}
          />
        </div>
      )}
      {axis ? (
        <Along rows={shown} axis={axis} scale={scale} />
      ) : (
        <Estimates
          title={`Difference: ${headline(one, scale)}`}
          rows={shown.map((row) => {
            const own = differingOf(row);
            return { key: label(row, params), label: label(row, params), ...own, text: withLimits(own, scale) };
          })}
          {...axisOf(shown, scale)}
        />
      )}
      <InNumbers rows={shown} scale={scale} name={(row) => (axis ? axis.name(axis.place(row)) : label(row, params))} />
      <p className="mt-2 text-xs text-soft">{aboutWords(shown).join(" ")}</p>
    </section>
  );
}

type Scaled = { rows: readonly Row[]; scale: ReturnType<typeof scaleOf> };

function axisOf(rows: readonly Row[], scale: Scaled["scale"]) {
  const ticks = ticksAround(rows.map(differingOf), scale);
  return { ticks, format: (value: number) => signed(value, digitsOf(ticks, scale), scale) };
}

type AxisOf = ReturnType<NonNullable<Differences<unknown>["along"]>>;

function Along({ rows, scale, axis: { axis, place, name, stepped = false } }: Scaled & { axis: AxisOf }) {
  const own = new Map(rows.map((row) => [place(row), differingOf(row)]));
  const on = axis(rows);
  const [row] = rows;
  const names = [String(row?.["first"]), String(row?.["second"])] as const;
  return (
    <DifferenceOverTime
      label={`${names[1]} less ${names[0]}`}
      axis={on}
      at={on.xs.map((x) => own.get(x) ?? null)}
      names={names}
      scale={scale}
      stepped={stepped}
      name={name}
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

function InNumbers({ rows, scale, name }: Scaled & { name(row: Row): string }) {
  const [row] = rows;
  const few = some(rows);
  const none = whyNone(rows);
  return (
    <>
      <SummaryTable
        label="Difference in numbers"
        heads={[
          "",
          `${scale === "points" ? "points" : "difference"} (95\u00a0% interval)`,
          String(row?.["first"]),
          String(row?.["second"]),
          "patients",
        ]}
        rows={few.map((one) => {
          const told = differingOf(one);
          const own = { ...told, why: told.why === none ? null : told.why };
          return [
            name(one),
            withLimits(own, scale).replaceAll(" ", "\u00a0").replace("\u00a0(", " ("),
            plain(own.first, scale, precisionOf(own, scale)),
            plain(own.second, scale, precisionOf(own, scale)),
            own.patients.map(count).join("\u00a0and\u00a0"),
          ];
        })}
      />
      {few.length < rows.length && (
        <p className="mt-1.5 text-xs text-soft">{`${count(few.length)} of ${count(rows.length)} rows; “Table” holds all.`}</p>
      )}
    </>
  );
}
