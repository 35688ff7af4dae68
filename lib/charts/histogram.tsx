"use client";
import { Bar, CartesianGrid, ComposedChart, Line as Stroke, ReferenceLine, XAxis, YAxis } from "recharts";
import { noteWords } from "./note";
import { axisText, axisWidth, baseAxis, quietAxis } from "./axes";
import { HistogramMarks } from "./histogram-layers";
import { Legend } from "./legend";
import { inkOf } from "./palette";
import type { At } from "./roving";
import { Surface } from "./surface";
import { useHidden } from "./use-hidden";
import { valueTicks } from "./ticks";

/** A group's patients in each bin: `values[i]` belongs to the bin from `edges[i]` to `edges[i + 1]`. */
export type Heap = { key: string; label: string; values: readonly number[]; of: number };

type HistogramProps = {
  title: string;
  description: string;
  /** Edges of the bins, ascending; one more than there are bins. */
  edges: readonly number[];
  heaps: readonly Heap[];
  /** A line down at a value, with its words. */
  threshold: { at: number; label: string };
  axis: string;
  format(value: number): string;
  name(bin: number): string;
  details(heap: Heap, bin: number): readonly (readonly [string, string])[];
  onPick(heap: Heap, bin: number): void;
};

/** How many patients, or of several groups what share of each, have a value in each bin: bars, or stepped lines that can lie over one another. */
export function Histogram(props: HistogramProps) {
  const { title, description, edges, heaps, threshold, axis, format, name, details, onPick } = props;
  const { hidden, toggle } = useHidden();
  const shown = heaps.map((heap, i) => ({ heap, ink: inkOf(i) })).filter(({ heap }) => !hidden.has(heap.label));
  const several = heaps.length > 1;
  const bins = edges.length - 1;
  const heightOf = ({ values, of }: Heap, bin: number) => (several ? (values[bin] ?? 0) / of : (values[bin] ?? 0));
  const top = Math.max(0, ...shown.flatMap(({ heap }) => heap.values.map((_, bin) => heightOf(heap, bin))));
  const yTicks = several ? valueTicks(Math.ceil(top * 100), 5).map((tick) => tick / 100) : valueTicks(top);
  const [low, high] = [edges[0] ?? 0, edges.at(-1) ?? 1];
  const width = (high - low) / Math.max(1, bins);
  const data = Array.from({ length: several ? bins + 1 : bins }, (_, bin) => ({
    x: several ? (edges[bin] ?? high) : (edges[bin] ?? 0) + width / 2,
    ...Object.fromEntries(shown.map(({ heap }, s) => [`y${s}`, heightOf(heap, Math.min(bin, bins - 1))])),
  }));
  const say = ({ series, index }: At) => {
    const heap = shown[series]?.heap;
    return heap ? noteWords(`${name(index)}${several ? `, ${heap.label}` : ""}`, details(heap, index)) : "";
  };
  return (
    <>
      {several && <Legend labels={heaps.map(({ label }) => label)} hidden={hidden} onToggle={toggle} kind="line" />}
      <Surface
        title={title}
        marks={{
          series: shown.length,
          length: bins,
          has: ({ series, index }) => (shown[series]?.heap.values[index] ?? 0) > 0,
        }}
        say={say}
        onPick={({ series, index }) => {
          const heap = shown[series]?.heap;
          if (heap) onPick(heap, index);
        }}
        height={(wide) => Math.min(380, Math.max(240, wide * 0.4)) + 22}
      >
        {(held) => {
          const most = Math.max(2, Math.floor((held.width - axisWidth) / 56));
          const every = [1, 2, 4, 5, 10, 20].find((n) => bins / n <= most) ?? bins;
          return (
            <ComposedChart
              data={data}
              width={held.width}
              height={held.height}
              margin={{ top: 30, right: 26, bottom: 20, left: 0 }}
              accessibilityLayer={false}
              title={title}
              desc={description}
            >
              <CartesianGrid vertical={false} stroke="var(--color-line)" />
              <XAxis
                dataKey="x"
                type="number"
                domain={[low, high]}
                ticks={edges.filter((_, i) => i % every === 0)}
                tickFormatter={format}
                {...baseAxis}
                height={26}
                tickMargin={6}
                allowDataOverflow
                label={{ value: axis, position: "insideBottomRight", dy: 18, ...axisText }}
              />
              <YAxis
                type="number"
                domain={[0, yTicks.at(-1) ?? 1]}
                ticks={yTicks}
                tickFormatter={(value: number) => (several ? `${Math.round(value * 100)}\u00a0%` : String(value))}
                {...quietAxis}
                width={axisWidth}
                label={{
                  value: several ? "of each group" : "patients",
                  position: "insideTopLeft",
                  dx: 8,
                  dy: -26,
                  ...axisText,
                }}
              />
              {shown.map(({ heap, ink }, s) =>
                several ? (
                  <Stroke
                    key={heap.key}
                    dataKey={`y${s}`}
                    type="stepAfter"
                    stroke={ink.colour}
                    strokeWidth={2}
                    {...(ink.dash && { strokeDasharray: ink.dash })}
                    dot={false}
                    activeDot={false}
                    isAnimationActive={false}
                  />
                ) : (
                  <Bar
                    key={heap.key}
                    dataKey={`y${s}`}
                    fill={ink.colour}
                    fillOpacity={0.85}
                    isAnimationActive={false}
                    activeBar={false}
                    barSize={Math.max(2, ((held.width - axisWidth - 26) / bins) * 0.92)}
                  />
                ),
              )}
              <ReferenceLine
                x={threshold.at}
                stroke="var(--color-ink)"
                strokeWidth={1}
                strokeDasharray="2 3"
                label={{ value: threshold.label, position: "insideTopRight", dy: -22, ...axisText }}
              />
              <HistogramMarks
                edges={edges}
                shown={shown}
                held={held}
                heightOf={heightOf}
                name={name}
                details={details}
              />
            </ComposedChart>
          );
        }}
      </Surface>
    </>
  );
}
