import { type SVGProps, useId } from "react";
import { axisText } from "./axes";
import { percent } from "./format";
import { type HeatLayout, rowHeightOf, shadePaths, shadeSteps } from "./heat-layout";
import { shadeOf } from "./shades";
import type { Tick } from "./ticks";

/** Adherence lies mostly high, so that there shades lie further apart. */
const bent = 1.5;
const middle = (step: number) => shadeOf(((step + 0.5) / shadeSteps) ** bent);

function Hatch({ id }: { id: string }) {
  return (
    <pattern id={id} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect width="1.1" height="5" fill="var(--color-edge)" fillOpacity="0.45" />
    </pattern>
  );
}

/** Below so many pixels a hatch could be taken for a shade. */
const hatched = 4;

/** Where there is no value: hatched, in rows too low for that one tone that no shade has. */
const Absent = ({ low, hatch, ...place }: { low: boolean; hatch: string } & SVGProps<SVGRectElement>) => (
  <rect {...place} fill={low ? "var(--color-edge)" : `url(#${hatch})`} {...(low && { fillOpacity: 0.32 })} />
);

/** The cells, over a ground that shows where there is none. */
export function HeatCells({ layout, most }: { layout: HeatLayout; most: number }) {
  const hatch = useId();
  return (
    <>
      <defs>
        <Hatch id={hatch} />
      </defs>
      {layout.blocks.flatMap(({ parts }) =>
        parts.map(({ part, y, height }) => (
          <Absent
            key={`${part.key} ${y}`}
            low={layout.rowHeight < hatched}
            hatch={hatch}
            x={layout.plot.x}
            y={y}
            width={layout.plot.width}
            height={height}
          />
        )),
      )}
      {shadePaths(layout, most).map((d, step) => (
        <path key={middle(step)} d={d} fill={middle(step)} shapeRendering="crispEdges" />
      ))}
    </>
  );
}

/** Headings of blocks, and beside each part what it is, as far as there is room. */
export function HeatNames({ layout }: { layout: HeatLayout }) {
  const { narrow, plot, blocks } = layout;
  const all = blocks.map(({ parts }) => parts.reduce((sum, { part }) => sum + sizeOf(part.rows), 0));
  return blocks.map(({ block, y: top, parts }, b) => (
    <g key={block.key}>
      {block.head !== null && (
        <text x={plot.x} y={top + 14} fontSize="13" fontWeight="650" fill="var(--color-ink)">
          {block.head}
        </text>
      )}
      {parts.map(({ part, y, height }) => {
        const share = percent(sizeOf(part.rows) / Math.max(1, all[b] ?? 1));
        const x = plot.x - 11;
        return (
          <g key={part.key}>
            <rect x={plot.x - 5} y={y} width="2" height={height} fill="var(--color-edge)" />
            {height >= 13 && (
              <text {...axisText} x={x} y={height >= 30 ? y + 12 : y + height / 2 + 4} textAnchor="end">
                {narrow ? part.short : height >= 30 ? part.label : `${part.label}, ${share}`}
              </text>
            )}
            {height >= 30 && (
              <text x={x} y={y + 27} textAnchor="end" fontSize="12" fill="var(--color-ink)">
                {share}
              </text>
            )}
          </g>
        );
      })}
    </g>
  ));
}

const sizeOf = (rows: readonly { patients: number }[]) => rows.reduce((sum, { patients }) => sum + patients, 0);

type TimesProps = {
  layout: HeatLayout;
  xs: readonly number[];
  ticks: readonly Tick[];
  label: string | null;
  provisional: number | null;
};

/** Names of some columns under the map, and where it becomes provisional. */
export function HeatTimes({ layout, xs, ticks, label, provisional }: TimesProps) {
  const { plot, edges } = layout;
  const bottom = plot.y + plot.height;
  const from = provisional === null ? null : (edges[provisional] ?? null);
  return (
    <>
      {ticks.map(({ at, label: name }) => {
        const i = xs.indexOf(at);
        const x = edges[i] ?? 0;
        return (
          <g key={at}>
            <line x1={x + 0.5} x2={x + 0.5} y1={bottom + 2} y2={bottom + 6} stroke="var(--color-edge)" />
            <text {...axisText} x={x} y={bottom + 19} textAnchor="middle">
              {name}
            </text>
          </g>
        );
      })}
      {label !== null && (
        <text {...axisText} x={plot.x + plot.width} y={bottom + 37} textAnchor="end">
          {label}
        </text>
      )}
      {from !== null && (
        <>
          <line x1={from} x2={from} y1={plot.y - 4} y2={bottom} stroke="var(--color-ink)" strokeDasharray="3 3" />
          <text {...axisText} x={plot.x + plot.width} y={9} textAnchor="end">
            provisional
          </text>
        </>
      )}
    </>
  );
}

type HeatKeyProps = { most: number; threshold: number; absent: string; /** How many the map has. */ rows: number };

/** What the shades stand for, from nought to the most, with the threshold between them. */
export function HeatKey({ most, threshold, absent, rows }: HeatKeyProps) {
  const hatch = useId();
  const mark = Math.min(1, threshold / most);
  return (
    <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-xs text-soft">
      <span className="flex items-center gap-2">
        <span>{percent(0)}</span>
        <span className="relative flex">
          <span className="flex" aria-hidden="true">
            {Array.from({ length: shadeSteps }, (_, step) => (
              <span
                key={step}
                className="h-3 w-1.75 first:rounded-l-[3px] last:rounded-r-[3px]"
                style={{ background: middle(step) }}
              />
            ))}
          </span>
          <span
            aria-hidden="true"
            className="absolute -inset-y-1 w-0.5 bg-ink"
            style={{ left: `calc(${100 * mark}% - 1px)` }}
          />
        </span>
        <span>{`${percent(most)}${most > 1 ? " or more" : ""}`}</span>
      </span>
      <span className="flex items-center gap-1.5">
        <span aria-hidden="true" className="h-4 w-0.5 bg-ink" />
        {`threshold ${percent(threshold)}`}
      </span>
      <span className="flex items-center gap-1.5">
        <svg width="16" height="12" aria-hidden="true">
          <defs>
            <Hatch id={hatch} />
          </defs>
          <Absent
            low={rowHeightOf(rows) < hatched}
            hatch={hatch}
            width="16"
            height="12"
            rx="2"
            stroke="var(--color-line)"
          />
        </svg>
        {absent}
      </span>
    </p>
  );
}
