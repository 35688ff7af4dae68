import { grouped } from "../group";
import { kindOrder, type Step } from "./step-inks";

/** A beginning of a path: `before` is the key of the one that it goes on from, null for a first step; rings count from 0. */
export type Beginning = Step & { key: string; before: string | null; ring: number; size: number };

/** Angles are in turns, clockwise from the top; `place` is its first leaf's place among all. */
export type Arc = Beginning & { from: number; to: number; place: number };

/** Beginnings around a circle, each over those that go on from it. */
export function sunburstLayout(beginnings: readonly Beginning[]): Arc[] {
  const after = grouped(beginnings, ({ before }) => before);
  const firsts = after.get(null) ?? [];
  const whole = firsts.reduce((sum, { size }) => sum + size, 0);
  const arcs: Arc[] = [];
  let leaves = 0;
  const place = (of: readonly Beginning[], start: number) => {
    let from = start;
    for (const one of of.toSorted((a, b) => kindOrder[a.kind] - kindOrder[b.kind])) {
      const to = from + one.size / Math.max(1, whole);
      arcs.push({ ...one, from, to, place: leaves });
      const next = after.get(one.key);
      if (next) place(next, from);
      else leaves++;
      from = to;
    }
  };
  place(firsts, 0);
  return arcs;
}

/** A point at an angle in turns, from the centre. */
export const onCircle = (turn: number, radius: number): readonly [number, number] => [
  Math.sin(turn * 2 * Math.PI) * radius,
  -Math.cos(turn * 2 * Math.PI) * radius,
];

/** A piece of a ring as an SVG path around the origin. */
export function ringPiece(from: number, to: number, inner: number, outer: number): string {
  const end = Math.min(to, from + 0.999_99);
  const large = end - from > 0.5 ? 1 : 0;
  const p = (turn: number, radius: number) =>
    onCircle(turn, radius)
      .map((n) => n.toFixed(3))
      .join(",");
  return `M${p(from, outer)}A${outer},${outer} 0 ${large} 1 ${p(end, outer)}L${p(end, inner)}A${inner},${inner} 0 ${large} 0 ${p(from, inner)}Z`;
}
