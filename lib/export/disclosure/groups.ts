import type { Move } from "./move";
import type { System, Unknown } from "./system";

/**
 * What hangs together by equations between unknowns that are not published. In each such group something is small, else nothing of it were hidden:
 * the attacker knows that, and a solution in which nothing is small tells him nothing.
 */
export type Groups = {
  /** Takes an unknown for open: those of its equations hang together from now on. */
  open: (of: number) => void;
  same: (a: number, b: number) => boolean;
  /** Whether, after the move, something in the group of this unknown is still small; true where nothing is small now, so that the solution we have tells nothing either. */
  plausible: (of: number, move: Move) => boolean;
  /** Whether nothing in the group of this unknown is small in the solution that we have. */
  barren: (of: number) => boolean;
};

const small = ({ target, small }: Unknown, value: number): boolean => target && value <= small;

export function groupsOf({ unknowns, equations }: System): Groups {
  const count = unknowns.length;
  const parent = Array.from({ length: count + equations.length }, (_, i) => i);
  const smalls = Array.from({ length: count + equations.length }, () => 0);
  const root = (node: number): number => {
    let at = node;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at] ?? at] ?? at;
      at = parent[at] ?? at;
    }
    return at;
  };
  const join = (a: number, b: number) => {
    const [to, from] = [root(a), root(b)];
    if (to === from) return;
    parent[from] = to;
    smalls[to] = (smalls[to] ?? 0) + (smalls[from] ?? 0);
  };
  const open = (of: number) => {
    const unknown = unknowns[of];
    if (!unknown) return;
    if (small(unknown, unknown.base)) {
      const at = root(of);
      smalls[at] = (smalls[at] ?? 0) + 1;
    }
    for (const { equation } of unknown.on) join(of, count + equation);
  };
  unknowns.forEach(({ least, greatest }, of) => {
    if (least < greatest) open(of);
  });
  const plausible = (of: number, move: Move): boolean => {
    const at = root(of);
    let left = smalls[at] ?? 0;
    if (left === 0) return true;
    for (const [moved, by] of move) {
      const unknown = unknowns[moved];
      if (!unknown || root(moved) !== at) continue;
      left += Number(small(unknown, unknown.base + by)) - Number(small(unknown, unknown.base));
    }
    return left > 0;
  };
  return { open, same: (a, b) => root(a) === root(b), plausible, barren: (of) => smalls[root(of)] === 0 };
}
