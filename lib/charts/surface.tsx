"use client";
import { type ReactNode, useId, useState } from "react";
import { useBrush } from "./brush";
import { usePaper } from "./paper";
import { type At, type Marks, stretch, useRoving } from "./roving";
import { useWidth } from "./use-width";

export type Held = {
  width: number;
  height: number;
  active: At | null;
  setActive(at: At | null): void;
  pick(at: At): void;
  /** Picks a stretch of a series as one selection; null where that cannot be done. */
  brush: ((from: At, to: number) => string | null) | null;
  /** Whether something is behind a mark. */
  picks: boolean;
  /** Whether a mark is selected; null where none of the figure is. */
  selected: ((at: At) => boolean) | null;
  /** Where the floating note goes. */
  overlay: HTMLElement | null;
};

type SurfaceProps = {
  /** Names the figure for those who do not see it. */
  title: string;
  marks: Marks;
  /** What is read out when a mark is reached. */
  say(at: At): string;
  /** Nothing is behind the marks where it is left out. */
  onPick?(at: At): void;
  /** What picking one mark does. */
  opens?: string;
  height(width: number): number;
  children(held: Held): ReactNode;
};

const nameOf = ({ series, index }: At): string => `${series} ${index}`;

/** The marks that picking picks of what is selected. */
function marksAmong(marks: Marks, onPick: (at: At) => void, among: (pick: () => void) => boolean): ReadonlySet<string> {
  const all = Array.from({ length: marks.series }, (_, series) =>
    stretch({ series, index: 0 }, marks.length - 1),
  ).flat();
  return new Set(all.filter((at) => marks.has(at) && among(() => onPick(at))).map(nameOf));
}

const noPick = () => undefined;

/** Of a figure that nobody can press. */
const unheld = {
  active: null,
  setActive: noPick,
  pick: noPick,
  brush: null,
  picks: false,
  selected: null,
  overlay: null,
} satisfies Partial<Held>;

/** What every drawn figure stands on: its size, one focus stop, the mark that is held, and a voice; on paper its size and its name. */
export function Surface(props: SurfaceProps) {
  return usePaper() ? <Printed {...props} /> : <Met {...props} />;
}

function Printed({ title, height, children }: SurfaceProps) {
  const [box, width] = useWidth<HTMLDivElement>();
  return (
    <div ref={box} role="img" aria-label={title}>
      {width !== null && children({ ...unheld, width, height: height(width) })}
    </div>
  );
}

function Met({ title, marks, say, onPick, opens = "shows the patients behind one", height, children }: SurfaceProps) {
  const pick = onPick ?? noPick;
  const [box, width] = useWidth<HTMLDivElement>();
  const [overlay, setOverlay] = useState<HTMLDivElement | null>(null);
  const brushing = useBrush();
  const brush =
    brushing && onPick
      ? (at: At, to: number) => brushing.together(() => stretch(at, to).filter(marks.has).forEach(onPick))
      : null;
  const chosen = onPick && brushing?.among ? marksAmong(marks, onPick, brushing.among) : null;
  const selected = chosen && ((at: At) => chosen.has(nameOf(at)));
  const { active, setActive, onKeyDown, from, release } = useRoving(marks, pick, brush);
  const help = useId();
  const tall = height(width ?? 800);
  return (
    <div ref={box} className="relative" style={{ height: tall }}>
      <div
        role="application"
        aria-roledescription="figure"
        aria-label={title}
        aria-describedby={help}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onBlur={release}
        className="h-full rounded-field"
      >
        {width !== null &&
          width > 0 &&
          children({
            width,
            height: tall,
            active,
            setActive,
            pick,
            picks: onPick !== undefined,
            selected,
            brush,
            overlay,
          })}
      </div>
      <div ref={setOverlay} className="pointer-events-none absolute inset-0 overflow-visible" aria-hidden="true" />
      <p id={help} hidden>
        {`Arrow keys walk along the points${brush ? ", with Shift they extend a stretch, Enter selects the patients behind it" : onPick ? `, Enter ${opens}` : ""}. The same numbers are in the table.`}
      </p>
      <p className="sr-only" aria-live="polite">
        {active && `${from ? "to " : ""}${selected?.(active) ? "selected: " : ""}${say(active)}`}
      </p>
    </div>
  );
}
