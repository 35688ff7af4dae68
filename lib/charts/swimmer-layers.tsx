import { DefaultZIndexes, usePlotArea, useXAxisScale, ZIndexLayer } from "recharts";
import { Ground } from "./ground";
import { areaOf } from "./hatches";
import { Note, NoteRows } from "./note";
import type { Ink } from "./palette";
import type { At } from "./roving";
import type { Held } from "./surface";
import type { Lane } from "./swimmer";

type SwimmerMarksProps = {
  lanes: readonly Lane[];
  inks: ReadonlyMap<string, Ink>;
  held: Held;
  tall: number;
  details(lane: Lane, index: number): readonly (readonly [string, string])[];
};

const fillOf = (ink: Ink | undefined) => (ink ? areaOf(ink) : "var(--color-soft)");

/** Stretches of treatment along each lane, the time between them, and what still lasts at its end. */
export function SwimmerMarks({ lanes, inks, held, tall, details }: SwimmerMarksProps) {
  const x = useXAxisScale();
  const plot = usePlotArea();
  if (!x || !plot) return null;
  const at = (value: number) => x(value) ?? 0;
  const middle = (lane: number) => plot.y + (lane + 0.5) * (plot.height / lanes.length);
  const thick = Math.max(5, Math.min(tall - 3, plot.height / lanes.length - 3));
  const under = (px: number, py: number): At | null => {
    const series = Math.floor(((py - plot.y) / plot.height) * lanes.length);
    const index = lanes[series]?.stretches.findIndex(({ from, to }) => at(from) - 1 <= px && px <= at(to) + 1) ?? -1;
    return index < 0 ? null : { series, index };
  };
  const lane = held.active && lanes[held.active.series];
  const now = held.active && lane?.stretches[held.active.index];
  return (
    <ZIndexLayer zIndex={DefaultZIndexes.label + 1}>
      <g>
        {lanes.map(({ key, stretches }, i) => {
          const [first, final] = [stretches[0], stretches.at(-1)];
          const y = middle(i);
          return (
            <g key={key}>
              {first && final && (
                <line x1={at(first.from)} x2={at(final.to)} y1={y} y2={y} stroke="var(--color-edge)" strokeWidth="1" />
              )}
              {stretches.map(({ from, to, kind }) => {
                const ink = inks.get(kind);
                const wide = Math.max(1.5, at(to) - at(from) - 1);
                return (
                  <g key={`${from} ${to}`}>
                    <rect
                      x={at(from)}
                      width={wide}
                      y={y - thick / 2}
                      height={thick}
                      rx={Math.min(2, wide / 2)}
                      fill={fillOf(ink)}
                      stroke={ink?.hatched ? ink.colour : "none"}
                    />
                    {inks.size > 1 && wide > 12 && thick >= 9 && !ink?.hatched && (
                      <text x={at(from) + 3} y={y + 3.2} fontSize="9" fill="var(--color-card)" aria-hidden="true">
                        {ink?.letter}
                      </text>
                    )}
                  </g>
                );
              })}
              {final && !final.ended && (
                <path
                  d={`M${at(final.to) + 2},${y - 4} l6,4 l-6,4 z`}
                  fill={inks.get(final.kind)?.colour ?? "var(--color-soft)"}
                />
              )}
            </g>
          );
        })}
        {held.active && lane && now && (
          <>
            <rect
              x={at(now.from) - 1.5}
              width={Math.max(2, at(now.to) - at(now.from)) + 2}
              y={middle(held.active.series) - thick / 2 - 1.5}
              height={thick + 3}
              rx="2"
              fill="none"
              stroke="var(--color-ink)"
              strokeWidth="1.6"
            />
            <Note
              overlay={held.overlay}
              x={at((now.from + now.to) / 2)}
              y={middle(held.active.series)}
              width={held.width}
            >
              <NoteRows head={lane.label} rows={details(lane, held.active.index)} />
            </Note>
          </>
        )}
        <Ground held={held} under={under} />
      </g>
    </ZIndexLayer>
  );
}
