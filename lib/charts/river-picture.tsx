import { useId } from "react";
import { Lane } from "./river-lane";
import { foot, type RiverLayout } from "./river-layout";
import type { RiverLane } from "./river-marks";
import { readAt } from "./river-read";
import { dayWords } from "./river-note";
import { dayMs, riverTicks, type Span, type Warp } from "./river-scale";

export type Shade = Span & { label: string };

type RiverPictureProps = {
  lanes: readonly RiverLane[];
  layout: RiverLayout;
  view: Span;
  warp: Warp;
  relative: boolean;
  /** The time that is read (axis ms), at its moment or its day. */
  at: number;
  fine: boolean;
  shades: readonly Shade[];
};

/** Lanes over time, drawn. */
export function RiverPicture({ lanes, layout, view, warp, relative, at, fine, shades }: RiverPictureProps) {
  const clipId = useId();
  const { width, gutter, plot, x, places, bottom } = layout;
  const cursor = cursorOf(layout, at, fine);
  const nameAt = Math.min(width - 38, Math.max(gutter + 38, cursor));
  const ticks = riverTicks(view, warp, Math.max(2, Math.floor(plot / 90)), relative);
  return (
    <svg width={width} height={bottom + foot} className="block" aria-hidden="true">
      <clipPath id={clipId}>
        <rect x={gutter} width={plot} height={bottom} />
      </clipPath>
      <g clipPath={`url(#${clipId})`}>
        {shades.map(({ from, to, label }) => {
          const [left, right] = [x(from), x(to)];
          return (
            right > gutter &&
            left < width && (
              <g key={from}>
                <rect
                  x={left}
                  width={Math.max(1, right - left)}
                  height={bottom}
                  className="fill-copper"
                  opacity=".09"
                />
                {right - left > label.length * 6 + 6 && (
                  <text
                    x={(Math.max(gutter, left) + Math.min(width, right)) / 2}
                    y="11"
                    fontSize="10.5"
                    textAnchor="middle"
                    fill="var(--color-copper)"
                  >
                    {label}
                  </text>
                )}
              </g>
            )
          );
        })}
        {warp.cuts.map(({ from, to }) => (
          <rect
            key={from}
            x={x(from)}
            width={Math.max(2, x(to) - x(from))}
            height={bottom}
            fill="var(--color-line)"
            opacity=".7"
          />
        ))}
      </g>
      {ticks.map(({ at: tick, label }) => (
        <g key={tick}>
          <line x1={x(tick)} x2={x(tick)} y1="0" y2={bottom} stroke="var(--color-line)" />
          {x(tick) < width - 36 && x(tick) > gutter - 1 && Math.abs(x(tick) + 14 - nameAt) > 62 && (
            <text x={Math.max(0, x(tick) - 4)} y={bottom + 16} fontSize="11" fill="var(--color-soft)">
              {label}
            </text>
          )}
        </g>
      ))}
      {lanes.map((lane, i) => {
        const place = places[i];
        return (
          place && (
            <Lane key={lane.key} lane={lane} place={place} reading={readAt(lane, at)} gutter={gutter} width={width} />
          )
        );
      })}
      {cursor >= gutter - 1 && cursor <= width + 1 && (
        <>
          <line
            x1={cursor}
            x2={cursor}
            y1="0"
            y2={bottom}
            stroke="var(--color-ink)"
            strokeWidth="1.5"
            className="cursor-ew-resize"
          />
          <text
            x={nameAt}
            y={bottom + 16}
            textAnchor="middle"
            fontSize="11"
            fontWeight="600"
            fill="var(--color-ink)"
            stroke="var(--color-card)"
            strokeWidth="5"
            paintOrder="stroke"
          >
            {dayWords(at, relative)}
          </text>
        </>
      )}
    </svg>
  );
}

/** Where the line of the time that is read stands: in the middle of its day where hours are not told. */
export const cursorOf = ({ x }: RiverLayout, at: number, fine: boolean): number =>
  x(fine ? at : Math.floor(at / dayMs) * dayMs + dayMs / 2);
