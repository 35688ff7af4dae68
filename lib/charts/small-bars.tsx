"use client";
import { Bar, BarChart, CartesianGrid, LabelList, ReferenceArea, XAxis, YAxis } from "recharts";
import { axisText, baseAxis, quietAxis } from "./axes";
import { inkOf } from "./palette";
import { valueTicks } from "./ticks";
import { useWidth } from "./use-width";

/** A group's values, one for each bar. */
export type BarGroup = { label: string; values: readonly number[] };

type SmallBarsProps = {
  title: string;
  description: string;
  bars: number;
  groups: readonly BarGroup[];
  /** Names under the axis, at places of bars; halves lie between two. */
  ticks: readonly { at: number; label: string }[];
  /** A stretch to be shaded, between places of bars. */
  band?: { from: number; to: number };
  /** What a bar says above itself, where there is room. */
  label?(value: number): string;
  format(value: number): string;
};

const height = 168;

/** A small picture beside a figure: bars side by side by group, told in words for those who do not see it. */
export function SmallBars({ title, description, bars, groups, ticks, band, label, format }: SmallBarsProps) {
  const [box, width] = useWidth<HTMLDivElement>();
  const data = Array.from({ length: bars }, (_, x) => ({
    x,
    ...Object.fromEntries(groups.map(({ values }, g): [string, number] => [`y${g}`, values[x] ?? 0])),
  }));
  const yTicks = valueTicks(Math.max(0, ...groups.flatMap(({ values }) => values)), 3);
  const slot = ((width ?? 300) - 48) / Math.max(1, bars);
  return (
    <div ref={box} role="img" aria-label={`${title}. ${description}`} style={{ height }}>
      {width !== null && width > 0 && (
        <BarChart
          data={data}
          width={width}
          height={height}
          margin={{ top: 18, right: 4, bottom: 0, left: 0 }}
          accessibilityLayer={false}
          barGap={0}
          barCategoryGap={0}
        >
          <CartesianGrid vertical={false} stroke="var(--color-line)" />
          <XAxis
            dataKey="x"
            type="number"
            domain={[-0.5, bars - 0.5]}
            ticks={ticks.map(({ at }) => at)}
            tickFormatter={(value) => ticks.find(({ at }) => at === Number(value))?.label ?? ""}
            {...baseAxis}
            height={24}
          />
          <YAxis
            type="number"
            domain={[0, yTicks.at(-1) ?? 1]}
            ticks={yTicks}
            tickFormatter={(value) => format(Number(value))}
            {...quietAxis}
            width={44}
          />
          {band && <ReferenceArea x1={band.from} x2={band.to} fill="var(--color-river)" fillOpacity={0.1} />}
          {groups.map((group, g) => (
            <Bar
              key={group.label}
              dataKey={`y${g}`}
              fill={inkOf(g).colour}
              barSize={Math.max(1, (slot * (bars > 20 ? 0.92 : 0.72)) / groups.length)}
              isAnimationActive={false}
              activeBar={false}
            >
              {label && groups.length === 1 && (
                <LabelList
                  dataKey={`y${g}`}
                  position="top"
                  formatter={(value) => label(Number(value))}
                  {...axisText}
                  fontSize={11}
                />
              )}
            </Bar>
          ))}
        </BarChart>
      )}
    </div>
  );
}
