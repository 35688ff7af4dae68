"use client";
import { useId } from "react";
import { axisText } from "./axes";
import { count } from "./format";
import { Note, NoteRows, noteWords } from "./note";
import type { At } from "./roving";
import { type Step, stepInks, Stripes } from "./step-inks";
import { type Arc, type Beginning, onCircle, ringPiece, sunburstLayout } from "./sunburst-layout";
import { Surface } from "./surface";

type Told = { head: string; rows: readonly (readonly [string, string])[] };
type SunburstProps = {
  title: string;
  beginnings: readonly Beginning[];
  /** Steps of all pictures that stand beside each other, which share their colours. */
  among: readonly Step[];
  /** What the count in the middle is of. */
  whole: string;
  note(key: string): Told;
  onPick(key: string): void;
};

const widest = 520;
/** Of the radius, and no less than the count in it needs, pixels. */
const [hole, leastHole] = [0.2, 34];
/** What each ring is as thick as, of the one within it. */
const thinning = 0.78;

/** Of so many rings, that of the innermost being 1. */
const thicknessOf = (rings: number) => (1 - thinning ** rings) / (1 - thinning);

/** Endings stand out less than what they end. */
const reach = ({ kind }: Beginning) => (kind === "state" ? 0.45 : 1);

/** The name of an arc where it fits into it. */
function ArcName({ arc, inner, outer }: { arc: Arc; inner: number; outer: number }) {
  const radius = (inner + outer) / 2;
  const chord = 2 * radius * Math.sin(Math.min(0.5, arc.to - arc.from) * Math.PI);
  const turn = (arc.from + arc.to) / 2;
  const wide = arc.label.length * 6.4 + 8;
  const across = Math.abs(Math.sin(turn * 2 * Math.PI));
  const room = across > 0.7 ? Math.min(outer - inner, 2 * chord) : Math.min(chord, 2 * (outer - inner));
  if (room < wide || outer - inner < 18 || chord < 18) return null;
  const [x, y] = onCircle(turn, radius);
  return (
    <text
      {...axisText}
      x={x}
      y={y + 4}
      textAnchor="middle"
      fill="var(--color-ink)"
      stroke="var(--color-card)"
      strokeWidth="3.5"
      strokeLinejoin="round"
      paintOrder="stroke"
      className="pointer-events-none"
    >
      {arc.label}
    </text>
  );
}

/** Paths as rings from the middle outwards: arrows walk the pieces of a ring and from ring to ring, Enter opens one. */
export function Sunburst({ title, beginnings, among, whole, note, onPick }: SunburstProps) {
  const inks = stepInks(among, useId());
  const arcs = sunburstLayout(beginnings);
  const rings = Math.max(1, ...arcs.map(({ ring }) => ring + 1));
  const byPlace = new Map(arcs.map((arc) => [`${arc.ring} ${arc.place}`, arc]));
  const at = (where: At | null) => (where ? byPlace.get(`${where.series} ${where.index}`) : undefined);
  const told = (where: At): Told => note(at(where)?.key ?? "");
  const total = arcs.filter(({ ring }) => ring === 0).reduce((sum, { size }) => sum + size, 0);
  return (
    <Surface
      title={title}
      marks={{
        series: rings,
        length: Math.max(1, ...arcs.map(({ place }) => place + 1)),
        apart: true,
        has: (where) => at(where) !== undefined,
      }}
      say={(where) => noteWords(told(where).head, told(where).rows)}
      onPick={(where) => onPick(at(where)?.key ?? "")}
      height={(width) => Math.min(width, widest)}
    >
      {(held) => {
        const radius = Math.min(held.width, held.height) / 2 - 3;
        const core = Math.max(leastHole, radius * hole);
        const unit = (radius - core) / thicknessOf(rings);
        const radii = (arc: Arc) => {
          const inner = core + unit * thicknessOf(arc.ring);
          return { inner, outer: inner + unit * thinning ** arc.ring * reach(arc) - 1.5 };
        };
        const active = at(held.active);
        const middle = active && onCircle((active.from + active.to) / 2, radii(active).outer - 8);
        const piece = (arc: Arc) => ringPiece(arc.from, arc.to, radii(arc).inner, radii(arc).outer);
        return (
          <svg width={held.width} height={held.height} aria-hidden="true" onPointerLeave={() => held.setActive(null)}>
            <Stripes inks={inks} />
            <g transform={`translate(${held.width / 2} ${held.height / 2})`}>
              {arcs.map((arc) => {
                const where = { series: arc.ring, index: arc.place };
                return (
                  <path
                    key={arc.key}
                    d={piece(arc)}
                    fill={inks.fill(arc)}
                    stroke="var(--color-card)"
                    strokeWidth="1.2"
                    className="cursor-pointer"
                    onPointerEnter={() => held.setActive(where)}
                    onClick={() => held.pick(where)}
                  />
                );
              })}
              {active && (
                <path
                  d={piece(active)}
                  fill="none"
                  stroke="var(--color-ink)"
                  strokeWidth="2"
                  className="pointer-events-none"
                />
              )}
              {arcs.map((arc) => (
                <ArcName key={arc.key} arc={arc} {...radii(arc)} />
              ))}
              <text textAnchor="middle" y="2" fill="var(--color-ink)" fontSize="18" fontWeight="650">
                {count(total)}
              </text>
              <text {...axisText} textAnchor="middle" y="18">
                {whole}
              </text>
            </g>
            {active && held.active && middle && (
              <Note
                overlay={held.overlay}
                x={held.width / 2 + middle[0]}
                y={held.height / 2 + middle[1]}
                width={held.width}
              >
                <NoteRows {...told(held.active)} />
              </Note>
            )}
          </svg>
        );
      }}
    </Surface>
  );
}
