import { expect, test } from "vitest";
import { sankeyLayout } from "./sankey-layout";
import { stepInks } from "./step-inks";
import { sunburstLayout } from "./sunburst-layout";

const node = (key: string, column: number, size: number, kind: "one" | "combination" | "state" = "one") => ({
  key,
  label: key,
  column,
  size,
  kind,
});

test("ribbons fill the sides of the nodes that they leave and reach, without overlapping, and every column fits", () => {
  const nodes = [
    node("A", 0, 60),
    node("B", 0, 40),
    node("ended", 1, 70, "state"),
    node("A + B", 1, 30, "combination"),
  ];
  const link = (from: string, to: string, size: number) => ({ key: `${from} ${to}`, from, to, size });
  const links = [link("A", "ended", 50), link("A", "A + B", 10), link("B", "ended", 20), link("B", "A + B", 20)];
  const laid = sankeyLayout(nodes, links, { length: 500, breadth: 210, gap: 10, thickness: 10 });
  expect(laid.nodes.map(({ key, along, from, to }) => [key, along, from, to])).toEqual([
    ["A", 0, 0, 120],
    ["B", 0, 130, 210],
    ["A + B", 490, 0, 60],
    ["ended", 490, 70, 210],
  ]);
  expect(laid.links.map(({ key, leaves, arrives }) => [key, leaves, arrives])).toEqual([
    ["A A + B", [0, 20], [0, 20]],
    ["A ended", [20, 120], [70, 170]],
    ["B A + B", [130, 170], [20, 60]],
    ["B ended", [170, 210], [170, 210]],
  ]);
});

test("rings go around once, each piece over what goes on from it", () => {
  const piece = (key: string, before: string | null, ring: number, size: number, kind: "one" | "state" = "one") => ({
    key,
    label: key,
    before,
    ring,
    size,
    kind,
  });
  const arcs = sunburstLayout([
    piece("none", null, 0, 25, "state"),
    piece("A", null, 0, 75),
    piece("A ended", "A", 1, 50, "state"),
    piece("A B", "A", 1, 25),
  ]);
  expect(arcs.map(({ key, from, to, place }) => [key, from, to, place])).toEqual([
    ["A", 0, 0.75, 0],
    ["A B", 0, 0.25, 0],
    ["A ended", 0.25, 0.75, 1],
    ["none", 0.75, 1, 2],
  ]);
});

test("a combination has stripes in the colours of its parts, wherever it stands", () => {
  const steps = [node("A + B", 0, 9, "combination"), node("B", 0, 5), node("A", 0, 3)];
  const inks = stepInks(steps, "x");
  const [, b, a] = steps.map(inks.colour);
  expect(inks.stripes.map(({ bands }) => bands.map(({ colour }) => colour))).toEqual([[a, b]]);
  expect(a).not.toBe(b);
});
