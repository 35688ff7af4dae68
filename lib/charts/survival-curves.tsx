"use client";
import { Area, CartesianGrid, ComposedChart, Line as Stroke, XAxis, YAxis } from "recharts";
import { noteWords } from "./note";
import { axisWidth, quietAxis } from "./axes";
import { corners, type Curve, drawnOf, lineOf, risksOf, type Step, timesOf, topOf } from "./curves";
import { EarlierKey } from "./earlier-key";
import { percent } from "./format";
import { Legend } from "./legend";
import { EndLetters, LineMarks } from "./line-layers";
import type { At } from "./roving";
import { bandOf, earlierStrokeOf, strokeOf } from "./strokes";
import { Surface } from "./surface";
import { useHidden } from "./use-hidden";
import { AtRisk, atRiskHeight, CensorTicks, Medians } from "./survival-layers";
import { dayTicks } from "./ticks";

type SurvivalCurvesProps = {
  title: string;
  description: string;
  curves: readonly Curve[];
  /** The name of the axis: “days since first supply”. */
  axis: string;
  /** The same curves as they were known before, by their keys, and that moment in words. */
  earlier?: { curves: readonly Curve[]; words: string } | null;
  /** Whether the axis of shares ends above the curves rather than at 1, which is for those that rise. */
  fitted?: boolean;
  /** The name of a time: “day 90”. */
  name(time: number): string;
  /** The rows of the note, also read out. */
  details(curve: Curve, step: Step): readonly (readonly [string, string])[];
  onPick(curve: Curve, step: Step): void;
};

type Entry = [name: string, value: number | [number, number] | null];

const quarters = [0, 0.25, 0.5, 0.75, 1];

/** Curves that fall or rise in steps, with their limits, the medians, whom they lose from sight, and the numbers at risk. */
export function SurvivalCurves(props: SurvivalCurvesProps) {
  const { title, description, curves, axis, earlier = null, fitted = false, name, details, onPick } = props;
  const { hidden, toggle } = useHidden();
  const several = curves.length > 1;
  const inks = drawnOf(curves);
  const drawn = inks.filter(({ curve }) => !hidden.has(curve.label));
  const then = drawn.flatMap(({ curve }) => earlier?.curves.find(({ key }) => key === curve.key) ?? []);
  const xs = timesOf([...drawn.map(({ curve }) => curve), ...then]);
  const last = Math.max(1, xs.at(-1) ?? 0);
  const shown = drawn.map(({ curve, ink }) => ({ line: lineOf(curve, xs), ink }));
  const before = corners(then, xs);
  const after = corners(
    drawn.map(({ curve }) => curve),
    xs,
  );
  const data = after.map(({ x, at }, row) =>
    Object.fromEntries<Entry[1]>([
      ["x", x],
      ...at.flatMap((corner, s): Entry[] => [
        [`y${s}`, corner?.value ?? null],
        [`b${s}`, corner && corner.low !== null && corner.high !== null ? [corner.low, corner.high] : null],
      ]),
      ...then.map((_, s): Entry => [`e${s}`, before[row]?.at[s]?.value ?? null]),
    ]),
  );
  const at = ({ series, index }: At) => {
    const curve = drawn[series]?.curve;
    const step = curve?.steps.find(({ time }) => time === xs[index]);
    return curve && step ? { curve, step } : null;
  };
  const rowsOf = (series: number, index: number) => {
    const found = at({ series, index });
    return found ? details(found.curve, found.step) : [];
  };
  const say = ({ series, index }: At) =>
    noteWords(
      `${name(xs[index] ?? 0)}${several ? `, ${drawn[series]?.curve.label ?? ""}` : ""}`,
      rowsOf(series, index),
    );
  const under = atRiskHeight(risksOf(drawn).length);
  const top = fitted ? topOf([...curves, ...(earlier?.curves ?? [])]) : 1;
  return (
    <>
      {several && (
        <Legend
          labels={curves.map(({ label }) => label)}
          inks={inks.map(({ ink }) => ink)}
          hidden={hidden}
          onToggle={toggle}
          kind="line"
          letters
        />
      )}
      {earlier && <EarlierKey words={earlier.words} />}
      <Surface
        title={title}
        marks={{
          series: shown.length,
          length: xs.length,
          apart: true,
          has: ({ series, index }) => (shown[series]?.line.values[index] ?? null) !== null,
        }}
        say={say}
        onPick={(place) => {
          const found = at(place);
          if (found) onPick(found.curve, found.step);
        }}
        height={(width) => Math.min(420, Math.max(240, width * 0.42)) + under}
      >
        {(held) => {
          const ticks = dayTicks(last, Math.max(2, Math.floor((held.width - axisWidth) / 56)));
          return (
            <ComposedChart
              data={data}
              width={held.width}
              height={held.height}
              margin={{ top: 12, right: several ? 34 : 14, bottom: under, left: 0 }}
              accessibilityLayer={false}
              title={title}
              desc={description}
            >
              <CartesianGrid vertical={false} stroke="var(--color-line)" />
              <XAxis
                dataKey="x"
                type="number"
                domain={[0, last]}
                ticks={ticks.map((tick) => tick.at)}
                tickFormatter={(value) => ticks.find((tick) => tick.at === value)?.label ?? ""}
                {...quietAxis}
                height={22}
              />
              <YAxis
                type="number"
                domain={[0, top]}
                allowDataOverflow
                ticks={quarters.map((quarter) => quarter * top)}
                tickFormatter={(value) => percent(Number(value))}
                {...quietAxis}
                width={axisWidth}
              />
              {drawn.map(({ curve, ink }, s) => (
                <Area key={`b-${curve.key}`} dataKey={`b${s}`} {...bandOf(ink)} />
              ))}
              {then.map(({ key }, s) => (
                <Stroke
                  key={`e-${key}`}
                  dataKey={`e${s}`}
                  {...earlierStrokeOf(drawn.find(({ curve }) => curve.key === key)?.ink.colour ?? "var(--color-ink)")}
                />
              ))}
              {drawn.map(({ curve, ink }, s) => (
                <Stroke key={`y-${curve.key}`} dataKey={`y${s}`} {...strokeOf(ink)} />
              ))}
              <CensorTicks drawn={drawn} />
              {top > 0.5 && <Medians drawn={drawn} several={several} />}
              {several && <EndLetters xs={xs} shown={shown} />}
              <AtRisk drawn={drawn} ticks={ticks} label={axis} />
              <LineMarks
                xs={xs}
                shown={shown}
                held={held}
                dots={false}
                stepped
                name={name}
                details={({ key }, index) =>
                  rowsOf(
                    shown.findIndex(({ line }) => line.key === key),
                    index,
                  )
                }
              />
            </ComposedChart>
          );
        }}
      </Surface>
    </>
  );
}
