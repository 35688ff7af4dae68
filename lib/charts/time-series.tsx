"use client";
import { Area, ComposedChart, Line as Stroke, ReferenceLine, XAxis, YAxis, CartesianGrid } from "recharts";
import { noteWords } from "./note";
import { axisText, axisWidth, quietAxis } from "./axes";
import { EarlierKey } from "./earlier-key";
import { Denominators, EndLetters, LineMarks } from "./line-layers";
import { Legend } from "./legend";
import { inkOf } from "./palette";
import { firstProvisional, ProvisionalShade } from "./provisional";
import type { Axis, Line } from "./series";
import { bandOf, earlierStrokeOf, strokeOf } from "./strokes";
import { Surface } from "./surface";
import { useHidden } from "./use-hidden";
import { countTicks, dateTicks, dayTicks } from "./ticks";
import type { At } from "./roving";

type TimeSeriesProps = {
  title: string;
  description: string;
  axis: Axis;
  lines: readonly Line[];
  /** Of the value axis, and how a value is written. */
  domain: readonly [number, number];
  ticks: readonly number[];
  format(value: number): string;
  /** A thin whole line across, with its words; a strong one is what values are held against. */
  threshold?: { at: number; label: string; strong?: boolean };
  /** The same lines as they were known before, by their keys, and that moment in words. */
  earlier?: { lines: readonly Line[]; words: string } | null;
  /** From here on (same unit as `xs`) events still arrive; the period it lies in is shaded with those after it. */
  provisionalFrom: number | null;
  /** Whether the patients behind each value stand under the axis; not where they are the value. */
  denominators?: boolean;
  /** Whether it stands under another figure over the same axis: lower, and in line with it. */
  second?: boolean;
  /** Whether a value holds until the next. */
  stepped?: boolean;
  /** The name of a place on the axis: “Mar 2025”, “month 3”. */
  name(x: number): string;
  /** The rows of the note, also read out. */
  details(line: Line, index: number): readonly (readonly [string, string])[];
  /** Nothing is behind the points where it is left out. */
  onPick?(line: Line, index: number): void;
};

/** From where to where an axis reaches; bars take half a period on either side. */
function reachOf(axis: Axis): { from: number; to: number } {
  const { xs } = axis;
  if (axis.kind === "count" && axis.to !== undefined) return { from: 0, to: Math.max(1, axis.to) };
  const [first, last] = [xs[0] ?? 0, xs.at(-1) ?? 0];
  if (axis.kind === "date" && axis.bars && xs.length > 1) {
    const half = (last - first) / (xs.length - 1) / 2;
    return { from: first - half, to: last + half };
  }
  return { from: first, to: last === first ? last + 1 : last };
}

/** Its ticks, those of days as near to each other as under curves. */
function ticksOf(axis: Axis, end: number, most: (wide: number) => number) {
  if (axis.kind === "date") return dateTicks(axis.xs, most(64));
  return axis.days ? dayTicks(end, most(56)) : countTicks(axis.to ?? axis.xs.at(-1) ?? 0, most(64), axis.xs[0]);
}

/** Lines with their band, threshold, provisional stretch and the patients under each tick. */
export function TimeSeries(props: TimeSeriesProps) {
  const {
    title,
    description,
    axis,
    lines,
    domain,
    ticks,
    format,
    threshold,
    earlier = null,
    provisionalFrom,
    denominators = true,
    second = false,
    stepped = false,
    name,
    details,
    onPick,
  } = props;
  const course = stepped ? "stepAfter" : "linear";
  const { hidden, toggle } = useHidden();
  const shown = lines.map((line, i) => ({ line, ink: inkOf(i) })).filter(({ line }) => !hidden.has(line.label));
  const { xs } = axis;
  const before = shown.map(({ line }) => earlier?.lines.find(({ key }) => key === line.key)?.values ?? []);
  const { from: start, to: end } = reachOf(axis);
  const bars = axis.kind === "date" && axis.bars === true;
  const late = firstProvisional(xs, provisionalFrom);
  const lateFrom = late === null ? null : ((xs[Math.max(0, late - 1)] ?? 0) + (xs[late] ?? 0)) / 2;
  const at = ({ series, index }: At) => shown[series]?.line.values[index] ?? null;
  const several = lines.length > 1;
  const data = xs.map((x, i) =>
    Object.fromEntries([
      ["x", x],
      ...shown.flatMap(({ line: { values } }, s): [string, number | [number, number] | null][] => {
        const point = values[i];
        const banded = point && point.low !== null && point.high !== null;
        return [
          [`y${s}`, point?.value ?? null],
          [`b${s}`, banded ? [point.low ?? 0, point.high ?? 0] : null],
          [`e${s}`, before[s]?.[i]?.value ?? null],
        ];
      }),
    ]),
  );
  const under = (denominators ? 26 + 17 * Math.max(0, shown.length - 1) : 2) + (axis.kind === "count" ? 18 : 0);
  const say = (place: At) => {
    const line = shown[place.series]?.line;
    const head = `${name(xs[place.index] ?? 0)}${several ? `, ${line?.label ?? ""}` : ""}`;
    return line ? noteWords(head, details(line, place.index)) : head;
  };
  return (
    <>
      {several && (
        <Legend labels={lines.map((line) => line.label)} hidden={hidden} onToggle={toggle} kind="line" letters />
      )}
      {earlier && <EarlierKey words={earlier.words} />}
      <Surface
        title={title}
        marks={{ series: shown.length, length: xs.length, has: (place) => at(place) !== null }}
        say={say}
        {...(onPick && {
          onPick: ({ series, index }: At) => {
            const line = shown[series]?.line;
            if (line) onPick(line, index);
          },
        })}
        height={(width) =>
          (second ? Math.min(260, Math.max(190, width * 0.28)) : Math.min(420, Math.max(240, width * 0.42))) + under
        }
      >
        {(held) => {
          const most = (wide: number) => Math.max(2, Math.floor((held.width - axisWidth) / wide));
          const xTicks = ticksOf(axis, end, most);
          return (
            <ComposedChart
              data={data}
              width={held.width}
              height={held.height}
              margin={{ top: 20, right: bars ? 12 : several || second ? 34 : 14, bottom: under, left: 0 }}
              accessibilityLayer={false}
              title={title}
              desc={description}
            >
              <CartesianGrid vertical={false} stroke="var(--color-line)" />
              <XAxis
                dataKey="x"
                type="number"
                domain={[start, end]}
                ticks={xTicks.map((tick) => tick.at)}
                tickFormatter={(value) => xTicks.find((tick) => tick.at === value)?.label ?? ""}
                {...quietAxis}
                height={22}
                allowDataOverflow
              />
              <YAxis
                type="number"
                domain={[domain[0], domain[1]]}
                ticks={[...ticks]}
                tickFormatter={format}
                {...quietAxis}
                width={axisWidth}
                allowDataOverflow
              />
              {lateFrom !== null && <ProvisionalShade from={lateFrom} to={end} />}
              {threshold && (
                <ReferenceLine
                  y={threshold.at}
                  stroke={threshold.strong ? "var(--color-ink)" : "var(--color-soft)"}
                  strokeWidth={threshold.strong ? 1.4 : 1}
                  label={{ value: threshold.label, position: "insideBottomRight", ...axisText }}
                />
              )}
              {shown.map(({ line, ink }, s) => (
                <Area key={`b-${line.key}`} dataKey={`b${s}`} type={course} {...bandOf(ink)} />
              ))}
              {earlier &&
                shown.map(({ line, ink }, s) => (
                  <Stroke key={`e-${line.key}`} dataKey={`e${s}`} {...earlierStrokeOf(ink.colour)} />
                ))}
              {shown.map(({ line, ink }, s) => (
                <Stroke key={`y-${line.key}`} dataKey={`y${s}`} type={course} {...strokeOf(ink)} />
              ))}
              {several && <EndLetters xs={xs} shown={shown} />}
              <Denominators
                xs={xs}
                ticks={xTicks}
                shown={denominators ? shown : []}
                several={several}
                label={axis.kind === "count" ? axis.label : null}
              />
              <LineMarks xs={xs} shown={shown} held={held} stepped={stepped} name={name} details={details} />
            </ComposedChart>
          );
        }}
      </Surface>
    </>
  );
}
