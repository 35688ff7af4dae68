import { DefaultZIndexes, usePlotArea, useXAxisScale, useYAxisScale, ZIndexLayer } from "recharts";
import { grouped } from "../group";
import { atRiskAt, atRiskAtStarts, type Curve, type Drawn, risksOf } from "./curves";
import { count, tenths } from "./format";
import { letterOf } from "./palette";
import { usePaper } from "./paper";
import type { Tick } from "./ticks";

const strokeGap = 4;

/** A small upright stroke on each curve where patients were censored; strokes closer than a few pixels are one. */
export function CensorTicks({ drawn }: { drawn: readonly Drawn[] }) {
  const [x, y] = [useXAxisScale(), useYAxisScale()];
  if (!x || !y) return null;
  const strokes = ({ steps }: Curve) => {
    let last = { at: -Infinity, value: NaN };
    return steps.flatMap(({ time, value, censored }) => {
      const at = x(time) ?? 0;
      if (censored === 0 || (value === last.value && at - last.at < strokeGap)) return [];
      last = { at, value };
      return [`M${at} ${(y(value) ?? 0) - 4}v8`];
    });
  };
  return (
    <ZIndexLayer zIndex={DefaultZIndexes.line + 1}>
      <g aria-hidden="true" fill="none" strokeWidth="1.1">
        {drawn.map(({ curve, ink }) => (
          <path key={curve.key} stroke={ink.colour} d={strokes(curve).join("")} />
        ))}
      </g>
    </ZIndexLayer>
  );
}

const mostLabels = 4;

/** A dotted line at one half, and from where curves cross it down to their median. */
export function Medians({ drawn, several }: { drawn: readonly Drawn[]; several: boolean }) {
  const [x, y] = [useXAxisScale(), useYAxisScale()];
  const plot = usePlotArea();
  if (!x || !y || !plot) return null;
  const [half, bottom] = [y(0.5) ?? 0, plot.y + plot.height];
  const found = [...grouped(drawn, ({ curve }) => curve.median)]
    .flatMap(([median, own]) => (median === null ? [] : [{ median, own }]))
    .toSorted((a, b) => a.median - b.median);
  return (
    <ZIndexLayer zIndex={DefaultZIndexes.line + 1}>
      <g fontSize="12" fill="var(--color-ink)" strokeDasharray="2 3">
        <line x1={plot.x} x2={plot.x + plot.width} y1={half} y2={half} stroke="var(--color-soft)" />
        {found.map(({ median, own: [one, ...more] }) => (
          <line
            key={median}
            x1={x(median)}
            x2={x(median)}
            y1={half}
            y2={bottom}
            stroke={one && more.length === 0 ? one.ink.colour : "var(--color-soft)"}
            strokeWidth="1.4"
          />
        ))}
        {(found.length <= mostLabels ? found : []).map(({ median, own }, i) => {
          const at = x(median) ?? 0;
          const left = at > plot.x + plot.width - 86;
          const letters = own.map(({ curve, ink }) => letterOf(curve.label, ink)).join(", ");
          return (
            <text
              key={median}
              x={left ? at - 6 : at + 6}
              y={bottom - 9 - 16 * i}
              textAnchor={left ? "end" : "start"}
              stroke="var(--color-card)"
              strokeWidth="3"
              strokeDasharray="none"
              paintOrder="stroke"
            >
              {`${several ? letters : "median"} ${tenths(median)}`}
            </text>
          );
        })}
      </g>
    </ZIndexLayer>
  );
}

type AtRiskProps = { drawn: readonly Drawn[]; ticks: readonly Tick[]; label: string };

/** How tall the table of numbers at risk is. */
export const atRiskHeight = (rows: number): number => 46 + 17 * Math.max(0, rows - 1);

/** The letters of curves: “A”, “A–C”. */
function lettersOf(all: readonly Drawn[]): string {
  const letters = all.map(({ curve, ink }) => letterOf(curve.label, ink));
  return [...new Set([letters[0], letters.at(-1)])].join("–");
}

/** How far numbers at risk stand apart (pixels). */
const room = 36;

/** Under the axis its name, and at every tick how many are still at risk, once for curves of the same patients; of merged intervals, where each begins. */
export function AtRisk({ drawn, ticks, label }: AtRiskProps) {
  const x = useXAxisScale();
  const plot = usePlotArea();
  const merged = usePaper()?.merged === true;
  if (!x || !plot) return null;
  const top = plot.y + plot.height;
  const risks = risksOf(drawn);
  const [zero, one] = [x(0), x(1)].map(Number);
  const perDay = (one ?? 0) - (zero ?? 0);
  const risksAt = (curve: Curve) =>
    merged ? atRiskAtStarts(curve, room / perDay) : ticks.map(({ at }) => ({ at, patients: atRiskAt(curve, at) }));
  const several = risks.length > 1;
  return (
    <g fontSize="12" fill="var(--color-soft)">
      <text x="4" y={top + 36}>
        number at risk
      </text>
      <text x={plot.x + plot.width} y={top + 36} textAnchor="end">
        {label}
      </text>
      {risks.map((all, row) => {
        const [first] = all;
        return (
          first && (
            <g key={first.curve.key} fill={several ? first.ink.colour : undefined}>
              {several && (
                <text x="4" y={top + 58 + 17 * row} fill="var(--color-soft)">
                  {lettersOf(all)}
                </text>
              )}
              {risksAt(first.curve).map(({ at, patients }) => (
                <text key={at} x={x(at)} y={top + 58 + 17 * row} textAnchor="middle">
                  {count(patients)}
                </text>
              ))}
            </g>
          )
        );
      })}
    </g>
  );
}
