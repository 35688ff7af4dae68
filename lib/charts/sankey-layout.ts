import { grouped } from "../group";
import { kindOrder, type Step } from "./step-inks";

export type SankeyNode = Step & { key: string; column: number; size: number };
export type SankeyLink = { key: string; from: string; to: string; size: number };

/** Along the flow from `along`, across it from `from` to `to`. */
export type PlacedNode = SankeyNode & { rank: number; along: number; from: number; to: number };
/** A ribbon from one node to another: where it leaves and where it arrives, across the flow. */
export type PlacedLink = SankeyLink & {
  rank: number;
  source: PlacedNode;
  target: PlacedNode;
  leaves: readonly [number, number];
  arrives: readonly [number, number];
};

type Room = { length: number; breadth: number; gap: number; thickness: number };

/** Nodes in columns, treatments before endings, links stacked at both their ends in the order of where they come from and go to. Pixels; sizes are to one scale, the greatest at which every column fits. */
export function sankeyLayout(nodes: readonly SankeyNode[], links: readonly SankeyLink[], room: Room) {
  const { length, breadth, gap, thickness } = room;
  const columns = [...grouped(nodes, ({ column }) => column).values()];
  const last = Math.max(1, ...nodes.map(({ column }) => column));
  const total = (of: readonly { size: number }[]) => of.reduce((sum, { size }) => sum + size, 0);
  const scale = Math.min(...columns.map((own) => (breadth - gap * (own.length - 1)) / Math.max(1, total(own))));
  const placed = columns.flatMap((own) => {
    let at = 0;
    return own
      .toSorted((a, b) => kindOrder[a.kind] - kindOrder[b.kind])
      .map((node, rank): PlacedNode => {
        const from = at;
        const to = from + Math.max(1.5, node.size * scale);
        at = to + gap;
        return { ...node, rank, along: (node.column / last) * (length - thickness), from, to };
      });
  });
  const byKey = new Map(placed.map((node) => [node.key, node]));
  const joined = links.flatMap((link) => {
    const [source, target] = [byKey.get(link.from), byKey.get(link.to)];
    return source && target ? { ...link, source, target } : [];
  });
  const left = new Map<string, number>();
  const arrived = new Map<string, number>();
  const take = (ends: Map<string, number>, node: PlacedNode, size: number): readonly [number, number] => {
    const from = ends.get(node.key) ?? node.from;
    ends.set(node.key, from + size * scale);
    return [from, from + size * scale];
  };
  const ranks = new Map<number, number>();
  return {
    nodes: placed,
    links: joined
      .toSorted((a, b) => a.source.rank - b.source.rank || a.target.rank - b.target.rank)
      .map((link): PlacedLink => {
        const rank = ranks.get(link.source.column) ?? 0;
        ranks.set(link.source.column, rank + 1);
        return {
          ...link,
          rank,
          leaves: take(left, link.source, link.size),
          arrives: take(arrived, link.target, link.size),
        };
      }),
  };
}

/** A ribbon as an SVG path; `upright` where the flow goes down. */
export function ribbon({ source, target, leaves, arrives }: PlacedLink, thickness: number, upright: boolean): string {
  const [a, b] = [source.along + thickness, target.along];
  const middle = (a + b) / 2;
  const p = (along: number, across: number) => {
    const [x, y] = upright ? [across, along] : [along, across];
    return `${x.toFixed(2)},${y.toFixed(2)}`;
  };
  const wide = (end: readonly [number, number]) => Math.max(end[1], end[0] + 0.75);
  return [
    `M${p(a, leaves[0])}C${p(middle, leaves[0])} ${p(middle, arrives[0])} ${p(b, arrives[0])}`,
    `L${p(b, wide(arrives))}C${p(middle, wide(arrives))} ${p(middle, wide(leaves))} ${p(a, wide(leaves))}Z`,
  ].join("");
}
