"use client";
import { CartesianGrid, ComposedChart, XAxis, YAxis } from "recharts";
import { noteWords } from "./note";
import { axisText, baseAxis } from "./axes";
import { Hatches } from "./hatches";
import { Legend } from "./legend";
import { inkOf } from "./palette";
import type { At } from "./roving";
import { Surface } from "./surface";
import { SwimmerMarks } from "./swimmer-layers";

/** One patient: stretches of treatment in order of time, days since the first of them; `kind` is told by colour, hatch and letter. */
export type Stretch = { from: number; to: number; kind: string; ended: boolean };
export type Lane = { key: string; label: string; stretches: readonly Stretch[] };

type SwimmerProps = {
  title: string;
  description: string;
  lanes: readonly Lane[];
  kinds: readonly string[];
  axis: string;
  /** Rows of the note, also read out. */
  details(lane: Lane, index: number): readonly (readonly [string, string])[];
  onPick(lane: Lane, index: number): void;
};

const none: ReadonlySet<string> = new Set();
const steps = [7, 14, 30, 60, 90, 180, 365, 730];

/** A lane per patient: what treatment lasted how long, and when there was none. */
export function Swimmer({ title, description, lanes, kinds, axis, details, onPick }: SwimmerProps) {
  const inks = new Map(kinds.map((kind, i) => [kind, inkOf(i)]));
  const last = Math.max(1, ...lanes.flatMap(({ stretches }) => stretches.map(({ to }) => to)));
  const has = ({ series, index }: At) => lanes[series]?.stretches[index] !== undefined;
  const say = ({ series, index }: At) => {
    const lane = lanes[series];
    return lane ? noteWords(lane.label, details(lane, index)) : "";
  };
  const tall = Math.max(10, Math.min(18, 480 / Math.max(1, lanes.length)));
  return (
    <>
      {kinds.length > 1 && <Legend labels={kinds} hidden={none} kind="area" letters />}
      <Surface
        title={title}
        marks={{ series: lanes.length, length: Math.max(0, ...lanes.map(({ stretches }) => stretches.length)), has }}
        say={say}
        onPick={({ series, index }) => {
          const lane = lanes[series];
          if (lane) onPick(lane, index);
        }}
        height={() => lanes.length * tall + 64}
      >
        {(held) => {
          const most = Math.max(2, Math.floor((held.width - 30) / 64));
          const step = steps.find((size) => last / size < most) ?? Math.ceil(last / most / 365) * 365;
          const ticks = Array.from({ length: Math.floor(last / step) + 1 }, (_, i) => i * step);
          return (
            <ComposedChart
              data={[{ x: 0 }, { x: last }]}
              width={held.width}
              height={held.height}
              margin={{ top: 6, right: 18, bottom: 24, left: 8 }}
              accessibilityLayer={false}
              title={title}
              desc={description}
            >
              <Hatches count={kinds.length} />
              <CartesianGrid horizontal={false} stroke="var(--color-line)" />
              <XAxis
                dataKey="x"
                type="number"
                domain={[0, last]}
                ticks={ticks}
                {...baseAxis}
                height={26}
                tickMargin={6}
                allowDataOverflow
                label={{ value: axis, position: "insideBottomRight", dy: 18, ...axisText }}
              />
              <YAxis type="number" domain={[lanes.length, 0]} hide />
              <SwimmerMarks lanes={lanes} inks={inks} held={held} tall={tall} details={details} />
            </ComposedChart>
          );
        }}
      </Surface>
    </>
  );
}
