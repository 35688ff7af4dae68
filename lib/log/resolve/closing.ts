import { grouped } from "../../group";
import { components } from "./components";

export type Link = { own: number; target: number };

function reaches(from: number, to: number, targets: ReadonlyMap<number, readonly number[]>): boolean {
  const seen = new Set([from]);
  for (const node of seen) {
    if (node === to) return true;
    for (const target of targets.get(node) ?? []) seen.add(target);
  }
  return false;
}

/** Of links in the order they were recorded, those that would close a cycle of earlier ones: a log that stops before one knows no cycle. Linear, but for cycles that cross. */
export function closing(nodes: number, links: readonly Link[]): Set<number> {
  const targets = Array.from({ length: nodes }, (): number[] => []);
  for (const { own, target } of links) targets[own]?.push(target);
  const component = components(nodes, targets);
  const inside = links.flatMap(({ own, target }, i) => (component[own] === component[target] ? [i] : []));
  const closed = new Set<number>();
  for (const among of grouped(inside, (i) => component[links[i]?.own ?? -1]).values()) {
    const members = new Set(among.flatMap((i) => links[i]?.own ?? []));
    const last = among.at(-1);
    if (members.size === among.length && last !== undefined) closed.add(last);
    else {
      const accepted = new Map<number, number[]>();
      for (const i of among) {
        const { own, target } = links[i] ?? { own: -1, target: -1 };
        if (reaches(target, own, accepted)) closed.add(i);
        else accepted.set(own, [...(accepted.get(own) ?? []), target]);
      }
    }
  }
  return closed;
}
