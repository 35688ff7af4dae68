"use client";
import { axisText } from "./axes";
import { inkOf } from "./palette";
import { valueTicks } from "./ticks";
import { useWidth } from "./use-width";

export type LovePoint = { key: string; label: string; values: readonly (number | null)[] };

type LovePlotProps = {
  title: string;
  description: string;
  points: readonly LovePoint[];
  /** Who stands beside the first group, one a series, with the place of its ink. */
  series: readonly { name: string; ink: number }[];
  /** A difference from which on a line marks imbalance. */
  limit: number;
};

const [line, foot] = [22, 34];
const shapes = [
  "M-4,0a4,4 0 1,0 8,0a4,4 0 1,0 -8,0",
  "M-4,-4h8v8h-8z",
  "M0,-5L5,4H-5z",
  "M0,-5L5,0L0,5L-5,0z",
  "M-5,-1.5h10v3h-10z",
];

/** Standardised differences, one line a variable, the largest first; told in words for those who do not see it. */
export function LovePlot({ title, description, points, series, limit }: LovePlotProps) {
  const [box, width] = useWidth<HTMLDivElement>();
  const wide = width ?? 0;
  const left = Math.min(230, wide * 0.42);
  const top = Math.max(limit * 2, ...points.flatMap(({ values }) => values.map((value) => Math.abs(value ?? 0))));
  const ticks = valueTicks(top * 100, 5).map((tick) => tick / 100);
  const x = (value: number) => left + ((wide - left - 16) * value) / (ticks.at(-1) ?? 1);
  const height = points.length * line + foot;
  const most = Math.max(8, Math.floor((left - 12) / 7));
  return (
    <div ref={box} role="img" aria-label={`${title}. ${description}`} style={{ height }}>
      {wide > 0 && (
        <svg width={wide} height={height}>
          {ticks.map((tick) => (
            <g key={tick}>
              <line x1={x(tick)} x2={x(tick)} y1={0} y2={height - foot + 4} stroke="var(--color-line)" />
              <text x={x(tick)} y={height - foot + 20} textAnchor="middle" {...axisText}>
                {tick}
              </text>
            </g>
          ))}
          <line
            x1={x(limit)}
            x2={x(limit)}
            y1={0}
            y2={height - foot + 4}
            stroke="var(--color-copper)"
            strokeDasharray="4 3"
          />
          {points.map(({ key, label, values }, at) => (
            <g key={key} transform={`translate(0 ${at * line + line / 2})`}>
              <text x={left - 12} y={4} textAnchor="end" {...axisText}>
                {label.length > most ? `${label.slice(0, most - 1)}…` : label}
                <title>{label}</title>
              </text>
              <line x1={left} x2={wide - 16} y1={0} y2={0} stroke="var(--color-line)" strokeDasharray="1 4" />
              {values.map(
                (value, s) =>
                  value !== null && (
                    <path
                      key={series[s]?.name}
                      d={shapes[s % shapes.length] ?? ""}
                      transform={`translate(${x(Math.abs(value))} 0)`}
                      fill={Math.abs(value) > limit ? inkOf(series[s]?.ink ?? 0).colour : "var(--color-card)"}
                      stroke={inkOf(series[s]?.ink ?? 0).colour}
                      strokeWidth={1.6}
                    />
                  ),
              )}
            </g>
          ))}
        </svg>
      )}
    </div>
  );
}
