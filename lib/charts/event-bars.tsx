"use client";
import { Area, Bar, CartesianGrid, ComposedChart, Line as Stroke, XAxis, YAxis } from "recharts";
import { noteWords } from "./note";
import { axisText, axisWidth, baseAxis, quietAxis } from "./axes";
import { earlierDash, EarlierKey } from "./earlier-key";
import { compact } from "./format";
import { areaOf, Hatches } from "./hatches";
import { Legend } from "./legend";
import { inkOf } from "./palette";
import { firstProvisional, ProvisionalShade } from "./provisional";
import type { At } from "./roving";
import { StackMarks } from "./stack-layers";
import { Surface } from "./surface";
import { useHidden } from "./use-hidden";
import { dateTicks, valueTicks } from "./ticks";

/** A group's count in each period; `values[i]` belongs to `starts[i]`. */
export type Stack = { key: string; label: string; values: readonly number[] };

type EventBarsProps = {
  title: string;
  description: string;
  /** Starts of the periods: UTC midnights in milliseconds, every period once, in order. */
  starts: readonly number[];
  stacks: readonly Stack[];
  name(start: number): string;
  /** What the axis counts: “events per month”. */
  unit: string;
  /** The same groups as they were known before, by their keys, and that moment in words. */
  earlier?: { stacks: readonly Stack[]; words: string } | null;
  /** From this day on (UTC ms) events still arrive. */
  provisionalFrom: number | null;
  details(stack: Stack, index: number): readonly (readonly [string, string])[];
  onPick(stack: Stack, index: number): void;
};

const mostBars = 500;

/** Counts per period, stacked by group: bars, or stepped areas where bars would be too many. */
export function EventBars({
  title,
  description,
  starts,
  stacks,
  name,
  unit,
  earlier = null,
  provisionalFrom,
  details,
  onPick,
}: EventBarsProps) {
  const { hidden, toggle } = useHidden();
  const shown = stacks.map((stack, i) => ({ stack, ink: inkOf(i) })).filter(({ stack }) => !hidden.has(stack.label));
  const several = stacks.length > 1;
  const bars = starts.length * shown.length <= mostBars;
  const before = (i: number) =>
    shown.reduce((sum, { stack }) => sum + (earlier?.stacks.find(({ key }) => key === stack.key)?.values[i] ?? 0), 0);
  const lastBefore = starts.findLastIndex((_, i) => before(i) > 0);
  const data = starts.map((_, i): Record<string, number | null> => ({
    x: i,
    before: i <= lastBefore ? before(i) : null,
    ...Object.fromEntries(shown.map(({ stack }, s): [string, number] => [`y${s}`, stack.values[i] ?? 0])),
  }));
  const top = Math.max(
    0,
    ...starts.map((_, i) =>
      Math.max(
        before(i),
        shown.reduce((sum, { stack }) => sum + (stack.values[i] ?? 0), 0),
      ),
    ),
  );
  const yTicks = valueTicks(top);
  const late = firstProvisional(starts, provisionalFrom);
  const has = ({ series, index }: At) => (shown[series]?.stack.values[index] ?? 0) > 0;
  const say = ({ series, index }: At) => {
    const one = shown[series];
    return one ? noteWords(`${name(starts[index] ?? 0)}, ${one.stack.label}`, details(one.stack, index)) : "";
  };
  return (
    <>
      {several && <Legend labels={stacks.map((stack) => stack.label)} hidden={hidden} onToggle={toggle} kind="area" />}
      {earlier && <EarlierKey words={`${earlier.words}, all groups drawn`} />}
      <Surface
        title={title}
        marks={{ series: shown.length, length: starts.length, has }}
        say={say}
        onPick={({ series, index }) => {
          const stack = shown[series]?.stack;
          if (stack) onPick(stack, index);
        }}
        height={(width) => Math.min(440, Math.max(260, width * 0.44))}
      >
        {(held) => {
          const ticks = dateTicks(starts, Math.max(2, Math.floor((held.width - axisWidth) / 64)));
          const slot = (held.width - axisWidth - 12) / Math.max(1, starts.length);
          return (
            <ComposedChart
              data={data}
              width={held.width}
              height={held.height}
              margin={{ top: 30, right: 12, bottom: 8, left: 0 }}
              accessibilityLayer={false}
              title={title}
              desc={description}
              barGap={0}
              barCategoryGap={0}
            >
              <Hatches count={stacks.length} />
              <CartesianGrid vertical={false} stroke="var(--color-line)" />
              <XAxis
                dataKey="x"
                type="number"
                domain={[-0.5, starts.length - 0.5]}
                ticks={ticks.map((tick) => starts.indexOf(tick.at))}
                tickFormatter={(value) => ticks.find((tick) => tick.at === starts[Number(value)])?.label ?? ""}
                {...baseAxis}
                height={26}
                tickMargin={6}
                allowDataOverflow
              />
              <YAxis
                type="number"
                domain={[0, yTicks.at(-1) ?? 1]}
                ticks={yTicks}
                tickFormatter={compact}
                {...quietAxis}
                width={axisWidth}
                label={{ value: unit, position: "insideTopLeft", dx: 8, dy: -26, ...axisText }}
              />
              {late !== null && <ProvisionalShade from={late - 0.5} to={starts.length - 0.5} />}
              {shown.map(({ stack, ink }, s) => {
                const fill = areaOf(ink);
                const one = {
                  dataKey: `y${s}`,
                  stackId: "all",
                  fill,
                  stroke: ink.colour,
                  isAnimationActive: false,
                  activeDot: false,
                } as const;
                return bars ? (
                  <Bar
                    key={stack.key}
                    {...one}
                    activeBar={false}
                    strokeWidth={ink.hatched ? 1 : 0}
                    barSize={Math.max(1, slot * 0.78)}
                  />
                ) : (
                  <Area key={stack.key} {...one} type="step" strokeWidth={0.5} fillOpacity={0.85} />
                );
              })}
              {earlier && (
                <Stroke
                  dataKey="before"
                  type="step"
                  stroke="var(--color-ink)"
                  strokeWidth={1.6}
                  strokeDasharray={earlierDash}
                  strokeLinecap="round"
                  dot={false}
                  activeDot={false}
                  isAnimationActive={false}
                />
              )}
              <StackMarks
                starts={starts}
                shown={shown.map(({ stack }) => ({ down: false, values: stack.values }))}
                held={held}
                slot={slot}
                head={({ series, index }) =>
                  `${name(starts[index] ?? 0)}${shown.length > 1 ? ` · ${shown[series]?.stack.label ?? ""}` : ""}`
                }
                details={(series, index) => {
                  const stack = shown[series]?.stack;
                  return stack ? details(stack, index) : [];
                }}
              />
            </ComposedChart>
          );
        }}
      </Surface>
    </>
  );
}
