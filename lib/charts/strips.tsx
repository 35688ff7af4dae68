"use client";
import { axisText } from "./axes";
import { earlierDash } from "./earlier-key";
import { PlotGround } from "./ground";
import { Note, NoteRows, noteWords } from "./note";
import type { At } from "./roving";
import { periodTicks, type Strip, stripsLayout, type StripsLayout } from "./strips-layout";
import { type Held, Surface } from "./surface";
import { useWidth } from "./use-width";

type StripsProps = {
  title: string;
  strips: readonly Strip[];
  /** The periods along the axis, each one more than the one before. */
  periods: readonly number[];
  axis: string;
  /** What stands where period 0 starts. */
  zero: string;
  note(at: At): { head: string; rows: readonly (readonly [string, string])[] };
  onPick(at: At): void;
};

/** The letters that fit into a stretch, of so many pixels each. */
const fitted = (text: string, room: number, wide = 6.6) => {
  const most = Math.floor(room / wide);
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
};

const whole = ({ head, label }: Strip) => (head === null ? label : `${head}: ${label}`);

function Names({ layout }: { layout: StripsLayout }) {
  const { narrow, plot, strips } = layout;
  return strips.map(({ strip, headY, labelY }) =>
    narrow ? (
      <text key={strip.key} x={plot.x} y={headY} fontSize="12" fill="var(--color-soft)">
        {strip.head !== null && (
          <tspan fill="var(--color-ink)" fontWeight="600">
            {`${fitted(strip.head, plot.width * 0.6)}  `}
          </tspan>
        )}
        <title>{whole(strip)}</title>
        {fitted(strip.label, plot.width - Math.min(plot.width * 0.6, 7 * (strip.head?.length ?? 0)) - 8, 6.2)}
      </text>
    ) : (
      <g key={strip.key} textAnchor="end">
        <title>{whole(strip)}</title>
        {strip.head !== null && (
          <text x={plot.x - 12} y={headY} fontSize="13" fill="var(--color-ink)">
            {fitted(strip.head, plot.x - 14)}
          </text>
        )}
        <text x={plot.x - 12} y={labelY} fontSize="11" fill="var(--color-soft)">
          {fitted(strip.label, plot.x - 14, 5.6)}
        </text>
      </g>
    ),
  );
}

function Bars({ layout, held: { active, selected } }: { layout: StripsLayout; held: Held }) {
  const { edges } = layout;
  return layout.strips.map(({ strip, y, height }, s) => {
    const bottom = y + height;
    const tall = (value: number) => (value > 0 ? Math.max(1.5, (value / Math.max(1e-9, strip.most)) * height) : 0);
    return (
      <g key={strip.key}>
        {strip.values.map((value, i) => {
          if (value === null) return null;
          const [x, end] = [edges[i] ?? 0, edges[i + 1] ?? 0];
          const gap = end - x > 5 ? 1.5 : 0;
          const chosen = selected?.({ series: s, index: i });
          const held = active?.series === s && active.index === i;
          const then = strip.earlier?.[i] ?? null;
          return (
            <g key={edges[i]}>
              <line x1={x} x2={end} y1={bottom} y2={bottom} stroke="var(--color-edge)" />
              <rect
                x={x + gap / 2}
                y={bottom - tall(value)}
                width={Math.max(0.5, end - x - gap)}
                height={tall(value)}
                fill={strip.colour}
                fillOpacity={strip.quiet ? 0.45 : chosen === false ? 0.3 : 1}
                {...((held || chosen) && { stroke: "var(--color-ink)", strokeWidth: 1.5 })}
              />
              {then !== null && (
                <line
                  x1={x}
                  x2={end}
                  y1={bottom - tall(then)}
                  y2={bottom - tall(then)}
                  stroke="var(--color-ink)"
                  strokeWidth="1.6"
                  strokeDasharray={earlierDash}
                />
              )}
            </g>
          );
        })}
      </g>
    );
  });
}

type TimesProps = { layout: StripsLayout } & Pick<StripsProps, "periods" | "axis" | "zero">;

/** The line where period 0 starts, names of some periods, and what they count. */
function Times({ layout, periods, axis, zero }: TimesProps) {
  const { plot, edges } = layout;
  const [first, last] = [periods[0] ?? 0, periods.at(-1) ?? 0];
  const bottom = plot.y + plot.height;
  const nought = edges[periods.indexOf(0)];
  const ticks = periodTicks(first, last, Math.max(2, Math.floor(plot.width / 44)));
  return (
    <>
      {nought !== undefined && (
        <>
          <line
            x1={nought}
            x2={nought}
            y1={plot.y - 6}
            y2={bottom}
            stroke="var(--color-copper)"
            strokeDasharray="4 3"
          />
          <text {...axisText} x={nought + 5} y={12} fill="var(--color-copper)">
            {zero}
          </text>
        </>
      )}
      {ticks.map((tick) => {
        const i = periods.indexOf(tick);
        return (
          <text
            key={tick}
            {...axisText}
            x={((edges[i] ?? 0) + (edges[i + 1] ?? 0)) / 2}
            y={bottom + 17}
            textAnchor="middle"
          >
            {String(tick).replace("-", "−")}
          </text>
        );
      })}
      <text {...axisText} x={plot.x + plot.width} y={bottom + 35} textAnchor="end">
        {axis}
      </text>
    </>
  );
}

function HeldColumn({ layout, held, note }: { layout: StripsLayout; held: Held; note: StripsProps["note"] }) {
  const { active } = held;
  const row = active && layout.strips[active.series];
  if (!active || !row) return null;
  const [x, end] = [layout.edges[active.index] ?? 0, layout.edges[active.index + 1] ?? 0];
  const { plot } = layout;
  return (
    <>
      <rect x={x} y={plot.y} width={end - x} height={plot.height} fill="var(--color-river)" fillOpacity="0.1" />
      <Note overlay={held.overlay} x={(x + end) / 2} y={row.y} width={held.width}>
        <NoteRows {...note(active)} />
      </Note>
    </>
  );
}

/** Rows of bars on one axis that counts from a day, each to its own scale: arrows walk the bars, Enter opens one. */
export function Strips({ title, strips, periods, axis, zero, note, onPick }: StripsProps) {
  const [box, width] = useWidth<HTMLDivElement>();
  const layout = stripsLayout(width ?? 800, strips, periods.length);
  const { plot, edges } = layout;
  const has = ({ series, index }: At) => {
    const strip = strips[series];
    return strip !== undefined && !strip.quiet && (strip.values[index] ?? null) !== null;
  };
  const under = (x: number, y: number): At | null => {
    const series = layout.strips.findIndex((one) => y <= one.y + one.height);
    const at = { series, index: edges.findLastIndex((edge) => edge <= x) };
    return has(at) ? at : null;
  };
  return (
    <div ref={box}>
      <Surface
        title={title}
        marks={{ series: strips.length, length: periods.length, has }}
        say={(at) => noteWords(note(at).head, note(at).rows)}
        onPick={onPick}
        height={() => plot.y + plot.height + 40}
      >
        {(held) => (
          <svg width={held.width} height={held.height} aria-hidden="true">
            <HeldColumn layout={layout} held={held} note={note} />
            <Bars layout={layout} held={held} />
            <Names layout={layout} />
            <Times layout={layout} periods={periods} axis={axis} zero={zero} />
            <PlotGround held={held} under={under} plot={plot} />
          </svg>
        )}
      </Surface>
    </div>
  );
}
