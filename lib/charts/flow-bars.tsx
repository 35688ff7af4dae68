"use client";
import { Bar, CartesianGrid, ComposedChart, Line as Stroke, ReferenceLine, XAxis, YAxis } from "recharts";
import { axisText, axisWidth, quietAxis } from "./axes";
import { earlierDash, EarlierKey } from "./earlier-key";
import { compact } from "./format";
import { noteWords } from "./note";
import { Pressable } from "./pressable";
import { firstProvisional, ProvisionalShade } from "./provisional";
import type { At } from "./roving";
import { StackMarks } from "./stack-layers";
import { Surface } from "./surface";
import { paintOf, Textures, type Fill } from "./textures";
import { dateTicks, valueTicks } from "./ticks";
import { useHidden } from "./use-hidden";

/** One kind of patient, counted upwards or downwards from nought. */
export type Flow = { key: string; label: string; down: boolean; fill: Fill };

/** A picture of one group: `values[f][i]` belongs to `flows[f]` and `starts[i]`, null where there is no such number; `before` the same as it was known earlier. */
export type FlowPanel = {
  key: string;
  label: string;
  values: readonly (readonly (number | null)[])[];
  before: readonly (readonly (number | null)[])[] | null;
};

type FlowBarsProps = {
  title: string;
  description: string;
  /** Starts of the periods: UTC midnights in milliseconds, every period once, in order. */
  starts: readonly number[];
  flows: readonly Flow[];
  panels: readonly FlowPanel[];
  unit: string;
  name(start: number): string;
  /** The earlier moment in words; null where nothing is compared. */
  earlier: string | null;
  provisionalFrom: number | null;
  details(panel: FlowPanel, flow: Flow, index: number): readonly (readonly [string, string])[];
  onPick(panel: FlowPanel, flow: Flow, index: number): void;
};

type Shown = { flow: Flow; own: number };

const sumOf = (values: FlowPanel["values"], shown: readonly Shown[], down: boolean, index: number) =>
  shown.reduce((sum, { flow, own }) => sum + (flow.down === down ? (values[own]?.[index] ?? 0) : 0), 0);

type Scale = { from: number; ticks: readonly number[] };

/** Ticks on both sides of nought in the steps of the greater one, and where the axis begins: a little below the last bar. */
function scaleFor(up: number, down: number): Scale {
  const step = valueTicks(Math.max(up, down), 5)[1] ?? 1;
  const [below, above] = [Math.floor(down / step), Math.max(1, Math.ceil(up / step))];
  return { from: -1.12 * down, ticks: Array.from({ length: below + above + 1 }, (_, i) => (i - below) * step) };
}

/** Those that anybody in a picture is of. */
const filled = ({ values, before }: FlowPanel, shown: readonly Shown[]) =>
  shown.filter(({ own }) => [...(values[own] ?? []), ...(before?.[own] ?? [])].some((value) => (value ?? 0) > 0));

function Keys({ flows, hidden, toggle }: { flows: readonly Flow[] } & ReturnType<typeof useHidden>) {
  return (
    <ul aria-label="Groups" className="mb-3 flex flex-wrap gap-x-1 gap-y-0.5 text-xs">
      {flows.map(({ key, label, fill }) => (
        <li key={key}>
          <Pressable
            aria-pressed={!hidden.has(label)}
            onClick={() => toggle(label)}
            className={`flex items-center gap-2 rounded-field px-2 py-1 hover:bg-river-faint ${hidden.has(label) ? "text-soft line-through opacity-60" : ""}`}
          >
            <svg width="14" height="12" aria-hidden="true" className="shrink-0">
              <rect x="0.5" y="0.5" width="13" height="11" rx="2.5" fill={paintOf(fill)} stroke={fill.colour} />
            </svg>
            {label}
          </Pressable>
        </li>
      ))}
    </ul>
  );
}

/** Who came, stayed and came back above nought, and who went below it, by period; a picture for each group, all to one scale. */
export function FlowBars(props: FlowBarsProps) {
  const { starts, flows, panels, earlier } = props;
  const { hidden, toggle } = useHidden();
  const shown = flows.map((flow, own) => ({ flow, own })).filter(({ flow }) => !hidden.has(flow.label));
  const top = (down: boolean) =>
    Math.max(
      0,
      ...panels.flatMap(({ values, before }) =>
        starts.flatMap((_, i) => [sumOf(values, shown, down, i), before ? sumOf(before, shown, down, i) : 0]),
      ),
    );
  const scale = scaleFor(top(false), top(true));
  return (
    <>
      <Textures fills={flows.map(({ fill }) => fill)} />
      <Keys flows={flows} hidden={hidden} toggle={toggle} />
      {earlier !== null && <EarlierKey words={earlier} />}
      <div className="space-y-4">
        {panels.map((panel) => (
          <section key={panel.key} aria-label={panel.label}>
            {panels.length > 1 && <h3 className="pl-2 text-sm font-semibold">{panel.label}</h3>}
            <Panel {...props} panel={panel} shown={filled(panel, shown)} scale={scale} />
          </section>
        ))}
      </div>
    </>
  );
}

type PanelProps = FlowBarsProps & { panel: FlowPanel; shown: readonly Shown[]; scale: Scale };

function Panel(props: PanelProps) {
  const { title, description, starts, panels, panel, shown, scale, unit, name, provisionalFrom, details, onPick } =
    props;
  const { values, before } = panel;
  const several = panels.length > 1;
  const late = firstProvisional(starts, provisionalFrom);
  const was = (i: number) => before?.some((row) => (row[i] ?? null) !== null) ?? false;
  const data = starts.map((_, i) => ({
    x: i,
    ...Object.fromEntries(
      shown.map(({ flow, own }): [string, number] => [`y${own}`, (flow.down ? -1 : 1) * (values[own]?.[i] ?? 0)]),
    ),
    above: before && was(i) ? sumOf(before, shown, false, i) : null,
    below: before && was(i) ? -sumOf(before, shown, true, i) : null,
  }));
  const has = ({ series, index }: At) => (values[shown[series]?.own ?? -1]?.[index] ?? 0) > 0;
  const rows = (series: number, index: number) => {
    const flow = shown[series]?.flow;
    return flow ? details(panel, flow, index) : [];
  };
  const head = ({ series, index }: At) => `${name(starts[index] ?? 0)} · ${shown[series]?.flow.label ?? ""}`;
  return (
    <Surface
      title={several ? `${title}: ${panel.label}` : title}
      marks={{ series: shown.length, length: starts.length, apart: true, has }}
      say={(at) => noteWords(head(at), rows(at.series, at.index))}
      onPick={({ series, index }) => {
        const flow = shown[series]?.flow;
        if (flow) onPick(panel, flow, index);
      }}
      height={(width) =>
        several ? Math.min(260, Math.max(200, width * 0.26)) : Math.min(440, Math.max(280, width * 0.44))
      }
    >
      {(held) => {
        const xTicks = dateTicks(starts, Math.max(2, Math.floor((held.width - axisWidth) / 64)));
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
            stackOffset="sign"
            barGap={0}
            barCategoryGap={0}
          >
            <CartesianGrid vertical={false} stroke="var(--color-line)" />
            <XAxis
              dataKey="x"
              type="number"
              domain={[-0.5, starts.length - 0.5]}
              ticks={xTicks.map((tick) => starts.indexOf(tick.at))}
              tickFormatter={(value) => xTicks.find((tick) => tick.at === starts[Number(value)])?.label ?? ""}
              {...quietAxis}
              height={26}
              tickMargin={6}
              allowDataOverflow
            />
            <YAxis
              type="number"
              domain={[scale.from, scale.ticks.at(-1) ?? 1]}
              ticks={[...scale.ticks]}
              tickFormatter={(value) => compact(Math.abs(Number(value)))}
              {...quietAxis}
              width={axisWidth}
              label={{ value: unit, position: "insideTopLeft", dx: 8, dy: -26, ...axisText }}
            />
            {late !== null && <ProvisionalShade from={late - 0.5} to={starts.length - 0.5} />}
            {shown.map(({ flow, own }) => (
              <Bar
                key={flow.key}
                dataKey={`y${own}`}
                stackId="all"
                fill={paintOf(flow.fill)}
                stroke={flow.fill.colour}
                strokeWidth={flow.fill.texture === "whole" ? 0 : 1}
                barSize={Math.max(1, slot * 0.78)}
                isAnimationActive={false}
                activeBar={false}
              />
            ))}
            <ReferenceLine y={0} stroke="var(--color-edge)" />
            {(before ? ["above", "below"] : []).map((side) => (
              <Stroke
                key={side}
                dataKey={side}
                type="step"
                stroke="var(--color-ink)"
                strokeWidth={1.6}
                strokeDasharray={earlierDash}
                strokeLinecap="round"
                dot={false}
                activeDot={false}
                isAnimationActive={false}
              />
            ))}
            <StackMarks
              starts={starts}
              shown={shown.map(({ flow, own }) => ({ down: flow.down, values: values[own] ?? [] }))}
              held={held}
              slot={slot}
              head={head}
              details={rows}
            />
          </ComposedChart>
        );
      }}
    </Surface>
  );
}
