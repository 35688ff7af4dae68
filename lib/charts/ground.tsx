import { type MouseEvent, type PointerEvent, useRef, useState } from "react";
import { usePlotArea } from "recharts";
import { useBrush } from "./brush";
import { Target } from "./pressable";
import type { At } from "./roving";
import type { Held } from "./surface";
import type { Box } from "./week-layout";

type GroundProps = {
  held: Held;
  /** The mark that a place of the picture means, in its pixels; null where there is none. */
  under(x: number, y: number): At | null;
};

/** The ground of a chart's plot. */
export function Ground(props: GroundProps) {
  const plot = usePlotArea();
  return plot && <PlotGround {...props} plot={plot} />;
}

/** Pixels by which a pointer may move and still press. */
const still = 4;

/** A stretch of the plot that the pointer was drawn over, in shares of its width; from which mark, and what stands for the selection it made. */
type Band = { at: At; from: number; to: number; selection: string | null };

/** The ground of a plot that hears the pointer: the mark under it is held, pressing picks it, drawing along it picks a stretch where one can be brushed. */
export function PlotGround({ held, under, plot }: GroundProps & { plot: Box }) {
  const ground = useRef<SVGRectElement>(null);
  const brush = useBrush();
  const [drawn, setDrawn] = useState<Band | null>(null);
  const [kept, setKept] = useState<Band | null>(null);
  const place = (event: MouseEvent) => {
    const box = ground.current?.getBoundingClientRect();
    return box ? { x: event.clientX - box.left, y: event.clientY - box.top } : null;
  };
  const at = (event: MouseEvent): At | null => {
    const of = place(event);
    return of && under(of.x + plot.x, of.y + plot.y);
  };
  const share = (event: MouseEvent): number =>
    Math.min(1, Math.max(0, (place(event)?.x ?? 0) / Math.max(1, plot.width)));
  const wide = (band: Pick<Band, "from" | "to">) => Math.abs(band.to - band.from) * plot.width > still;
  /** Whether a stretch was just drawn: what follows it presses nothing. */
  const stroked = useRef(false);
  const down = (event: PointerEvent) => {
    stroked.current = false;
    const mark = at(event);
    if (!held.brush || !mark || event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    setDrawn({ at: mark, from: share(event), to: share(event), selection: null });
  };
  const up = (event: PointerEvent) => {
    const end = at(event);
    const band = drawn && { ...drawn, to: share(event) };
    setDrawn(null);
    if (!band || !held.brush || !wide(band)) return;
    stroked.current = true;
    const selection = end && held.brush(band.at, end.index);
    setKept(selection === null ? null : { ...band, selection });
  };
  const press = (event: MouseEvent) => {
    const mark = at(event);
    if (mark && !stroked.current) held.pick(mark);
    stroked.current = false;
  };
  const selected = brush?.selected ?? null;
  const band = drawn && wide(drawn) ? drawn : kept && kept.selection === selected ? kept : null;
  return (
    <>
      {band && (
        <rect
          x={plot.x + Math.min(band.from, band.to) * plot.width}
          y={plot.y}
          width={Math.abs(band.to - band.from) * plot.width}
          height={plot.height}
          className="fill-river opacity-15"
        />
      )}
      <Target
        ref={ground}
        x={plot.x}
        y={plot.y}
        width={plot.width}
        height={plot.height}
        className={`${held.picks ? "cursor-pointer" : ""} ${held.brush ? "touch-pan-y" : ""}`}
        onPointerMove={(event) => {
          held.setActive(at(event));
          if (drawn) setDrawn({ ...drawn, to: share(event) });
        }}
        onPointerLeave={() => held.setActive(null)}
        onPointerDown={down}
        onPointerUp={up}
        onPointerCancel={() => setDrawn(null)}
        onClick={press}
      />
    </>
  );
}
