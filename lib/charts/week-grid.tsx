"use client";
import { noteWords } from "./note";
import { axisText } from "./axes";
import { Surface } from "./surface";
import { useWidth } from "./use-width";
import { WeekMarks } from "./week-layers";
import { boxAt, weekAt, weekLayout, type WeekLayout } from "./week-layout";

export const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;

type WeekGridProps = {
  title: string;
  /** Of an hour of a day (0 for Monday), from 0 to 1; null where nothing is. Hour 24 stands for a time of day that is not known. */
  shade(day: number, hour: number): number | null;
  unknownHours: boolean;
  /** What each day comes to. */
  totals: { head: string; values: readonly string[] } | null;
  details(day: number, hour: number): readonly (readonly [string, string])[];
  onPick(day: number, hour: number): void;
};

const two = (n: number) => String(n).padStart(2, "0");
const unknown = 24;

export const hourName = (day: number, hour: number): string =>
  `${weekdays[day] ?? ""}${hour === unknown ? ", time not known" : `, ${two(hour)}:00 to ${two(hour)}:59`}`;

function Names({ layout, totals }: { layout: WeekLayout; totals: WeekGridProps["totals"] }) {
  const { upright, cell } = layout;
  const hours = Array.from({ length: upright ? layout.rows : layout.columns }, (_, hour) => hour);
  const at = (day: number, hour: number) => {
    const box = boxAt(layout, upright ? { series: hour, index: day } : { series: day, index: hour });
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 + 4 };
  };
  const said = (hour: number) => (hour === unknown ? "?" : hour % 3 === 0 ? two(hour) : null);
  return (
    <>
      {hours.map((hour) => {
        const { x, y } = at(0, hour);
        return (
          <text
            key={hour}
            {...axisText}
            x={upright ? layout.left - 8 : x}
            y={upright ? y : layout.top - 9}
            textAnchor={upright ? "end" : "middle"}
          >
            {said(hour)}
          </text>
        );
      })}
      {weekdays.map((name, day) => {
        const { x, y } = at(day, 0);
        const end = at(day, hours.length - 1);
        return (
          <g key={name}>
            <text
              {...axisText}
              fill="var(--color-ink)"
              x={upright ? x : layout.left - 10}
              y={upright ? layout.top - 9 : y}
              textAnchor={upright ? "middle" : "end"}
            >
              {name.slice(0, 3)}
            </text>
            {totals && (
              <text
                {...axisText}
                fill="var(--color-ink)"
                x={upright ? x : end.x + cell.width / 2 + 60}
                y={upright ? end.y + 22 : y}
                textAnchor={upright ? "middle" : "end"}
              >
                {totals.values[day]}
              </text>
            )}
          </g>
        );
      })}
      {totals && (
        <text
          {...axisText}
          x={upright ? layout.left : at(0, hours.length - 1).x + cell.width / 2 + 60}
          y={upright ? layout.height - 2 : layout.top - 9}
          textAnchor={upright ? "start" : "end"}
        >
          {totals.head}
        </text>
      )}
    </>
  );
}

/** The hours of the week as shaded squares: arrows walk them, Enter opens one. */
export function WeekGrid({ title, shade, unknownHours, totals, details, onPick }: WeekGridProps) {
  const [box, width] = useWidth<HTMLDivElement>();
  const layoutOf = (wide: number) => weekLayout(wide, unknownHours ? 25 : 24, totals !== null);
  const layout = layoutOf(width ?? 800);
  const of = <T,>(ask: (day: number, hour: number) => T) => {
    return (at: Parameters<typeof weekAt>[1]) => {
      const { day, hour } = weekAt(layout, at);
      return ask(day, hour);
    };
  };
  const head = of(hourName);
  const told = of(details);
  return (
    <div ref={box}>
      <Surface
        key={String(layout.upright)}
        title={title}
        marks={{ series: layout.rows, length: layout.columns, has: (at) => of(shade)(at) !== null }}
        say={(at) => noteWords(head(at), told(at))}
        onPick={of(onPick)}
        height={(wide) => layoutOf(wide).height}
      >
        {(held) => (
          <svg width={held.width} height={held.height} aria-hidden="true" onPointerLeave={() => held.setActive(null)}>
            <Names layout={layout} totals={totals} />
            <WeekMarks layout={layout} held={held} shade={of(shade)} head={head} details={told} />
          </svg>
        )}
      </Surface>
    </div>
  );
}
