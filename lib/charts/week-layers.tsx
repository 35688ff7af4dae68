import { Note, NoteRows } from "./note";
import { Target } from "./pressable";
import type { At } from "./roving";
import type { Held } from "./surface";
import { shadeOf } from "./shades";
import { type Box, boxAt, type WeekLayout } from "./week-layout";

/** Steps of the scale's key. */
const steps = [0, 0.2, 0.4, 0.6, 0.8, 1] as const;

type MarksProps = {
  layout: WeekLayout;
  held: Held;
  /** Of a place the shade from 0 to 1; null where nothing is. */
  shade(at: At): number | null;
  head(at: At): string;
  details(at: At): readonly (readonly [string, string])[];
};

type CellProps = { box: Box; shade: number | null; active: boolean; selected: boolean | null };

function Cell({ box, shade, active, selected }: CellProps) {
  const strong = active || selected === true;
  const edge = strong ? "var(--color-ink)" : shade === null ? "var(--color-line)" : "none";
  return (
    <rect
      x={box.x + 0.5}
      y={box.y + 0.5}
      width={Math.max(1, box.width - 2)}
      height={Math.max(1, box.height - 2)}
      rx="3"
      fill={shade === null ? "transparent" : shadeOf(shade)}
      stroke={edge}
      strokeWidth={strong ? 2 : 1}
      opacity={selected === false && !active ? 0.4 : 1}
      data-selected={selected === true || undefined}
    />
  );
}

/** The hours of the week, shaded, and the note of the one that is held. */
export function WeekMarks({ layout, held, shade, head, details }: MarksProps) {
  const places = Array.from({ length: layout.rows }, (_, series) =>
    Array.from({ length: layout.columns }, (_, index) => ({ series, index })),
  ).flat();
  const is = (at: At) => held.active?.series === at.series && held.active.index === at.index;
  const box = held.active && boxAt(layout, held.active);
  return (
    <>
      {places
        .toSorted((a, b) => Number(is(a)) - Number(is(b)))
        .map((at) => {
          const value = shade(at);
          return (
            <g
              key={`${at.series} ${at.index}`}
              className={value === null ? "" : "cursor-pointer"}
              onPointerEnter={() => held.setActive(value === null ? null : at)}
              onClick={() => value !== null && held.pick(at)}
            >
              <Target {...boxAt(layout, at)} />
              <Cell box={boxAt(layout, at)} shade={value} active={is(at)} selected={held.selected?.(at) ?? null} />
            </g>
          );
        })}
      {held.active && box && (
        <Note overlay={held.overlay} x={box.x + box.width / 2} y={box.y} width={held.width}>
          <NoteRows head={head(held.active)} rows={details(held.active)} />
        </Note>
      )}
    </>
  );
}

/** What the shades stand for, from the least to the most. */
export function ShadeKey({ label, from, to }: { label: string; from: string; to: string }) {
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-soft">
      <span>{label}</span>
      <span className="flex items-center gap-2">
        <span>{from}</span>
        <span className="flex" aria-hidden="true">
          {steps.map((step) => (
            <span
              key={step}
              className="h-3 w-5 first:rounded-l-[3px] last:rounded-r-[3px]"
              style={{ background: shadeOf(step) }}
            />
          ))}
        </span>
        <span>{to}</span>
      </span>
      <span className="flex items-center gap-2">
        <span className="size-3 rounded-[3px] border border-line" aria-hidden="true" />
        none
      </span>
    </p>
  );
}
