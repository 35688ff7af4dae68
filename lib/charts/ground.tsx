import { type MouseEvent, useRef } from "react";
import { usePlotArea } from "recharts";
import type { At } from "./roving";
import type { Held } from "./surface";

type GroundProps = {
  held: Held;
  /** The mark that a place of the picture means, in its pixels; null where there is none. */
  under(x: number, y: number): At | null;
};

/** The ground of a plot that hears the pointer: the mark under it is held, pressing picks it. */
export function Ground({ held, under }: GroundProps) {
  const plot = usePlotArea();
  const ground = useRef<SVGRectElement>(null);
  if (!plot) return null;
  const at = (event: MouseEvent): At | null => {
    const box = ground.current?.getBoundingClientRect();
    return box ? under(event.clientX - box.left + plot.x, event.clientY - box.top + plot.y) : null;
  };
  const pick = (mark: At | null) => mark && held.pick(mark);
  return (
    <rect
      ref={ground}
      x={plot.x}
      y={plot.y}
      width={plot.width}
      height={plot.height}
      fill="transparent"
      className="cursor-pointer"
      onPointerMove={(event) => held.setActive(at(event))}
      onPointerLeave={() => held.setActive(null)}
      onClick={(event) => pick(at(event))}
    />
  );
}
