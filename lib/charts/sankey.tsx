"use client";
import { useId } from "react";
import { axisText } from "./axes";
import { count } from "./format";
import { Note, NoteRows, noteWords } from "./note";
import { usePaper } from "./paper";
import { Target } from "./pressable";
import type { At } from "./roving";
import {
  type PlacedLink,
  type PlacedNode,
  ribbon,
  sankeyLayout,
  type SankeyLink,
  type SankeyNode,
} from "./sankey-layout";
import { type Step, type StepInks, stepInks, StepKey, Stripes } from "./step-inks";
import { type Held, Surface } from "./surface";
import { useWidth } from "./use-width";

type Told = { head: string; rows: readonly (readonly [string, string])[] };
type SankeyProps = {
  title: string;
  nodes: readonly SankeyNode[];
  links: readonly SankeyLink[];
  /** Steps of all pictures that stand beside each other, which share their colours. */
  among: readonly Step[];
  /** Names a column. */
  column(index: number): string;
  /** What is said of a node or a link, by its key. */
  note(key: string): Told;
  onPick(key: string): void;
};

type Mark = { key: string; series: number; index: number; x: number; y: number };

/** Below this the flow goes down. */
const narrow = 600;
const thickness = 12;
const head = 26;
/** Beside the last column, for its names. */
const margin = 128;

function measures(width: number, nodes: readonly SankeyNode[]) {
  const upright = width < narrow;
  const columns = Math.max(1, ...nodes.map(({ column }) => column)) + 1;
  const most = Math.max(
    ...Array.from({ length: columns }, (_, at) => nodes.filter(({ column }) => column === at).length),
  );
  return upright
    ? { upright, columns, length: (columns - 1) * 118 + thickness, breadth: width - 2, gap: 5, thickness }
    : { upright, columns, length: width - margin, breadth: Math.max(320, most * 19 + 150), gap: 15, thickness };
}

/** The letters that fit into a stretch. */
const fitted = (text: string, room: number) => {
  const most = Math.floor(room / 6.3);
  return text.length <= most ? text : most < 3 ? "" : `${text.slice(0, most - 1)}…`;
};

const halo = { stroke: "var(--color-card)", strokeWidth: 3, paintOrder: "stroke", strokeLinejoin: "round" } as const;

const nameIn = ({ label, size }: PlacedNode, room: number) => fitted(label, room - (count(size).length + 1) * 7);

function NodeName({ node, upright, room }: { node: PlacedNode; upright: boolean; room: number }) {
  const size = count(node.size);
  if (upright) {
    const wide = node.to - node.from;
    const text = fitted(`${node.label} ${size}`, wide);
    return (
      <text {...axisText} {...halo} fill="var(--color-ink)" x={node.from} y={node.along + thickness + 13}>
        {text.endsWith("…") && wide < 70 ? fitted(size, wide) : text}
      </text>
    );
  }
  return (
    <text
      {...axisText}
      {...halo}
      fill={node.kind === "state" || node.kind === "other" ? "var(--color-soft)" : "var(--color-ink)"}
      x={node.along + thickness + 6}
      y={(node.from + node.to) / 2 + 4}
    >
      {nameIn(node, room)}
      <tspan dx="5" fill="var(--color-soft)">
        {size}
      </tspan>
    </text>
  );
}

type DrawnProps = { upright: boolean; active: boolean; inks: StepInks; held: Held; at: At };

function LinkMark({ link, upright, active, inks, held, at }: DrawnProps & { link: PlacedLink }) {
  const ending = link.target.kind === "state" || link.target.kind === "other";
  return (
    <path
      d={ribbon(link, thickness, upright)}
      fill={inks.colour(link.source)}
      fillOpacity={active ? 0.6 : ending ? 0.16 : 0.34}
      stroke={active ? "var(--color-ink)" : "none"}
      strokeWidth="1"
      className="cursor-pointer"
      onPointerEnter={() => held.setActive(at)}
      onClick={() => held.pick(at)}
    />
  );
}

function NodeMark({ node, upright, active, inks, held, at }: DrawnProps & { node: PlacedNode }) {
  const quiet = node.kind === "state" || node.kind === "other";
  const box = upright
    ? { x: node.from, y: node.along, width: node.to - node.from, height: thickness }
    : { x: node.along, y: node.from, width: thickness, height: node.to - node.from };
  return (
    <g className="cursor-pointer" onPointerEnter={() => held.setActive(at)} onClick={() => held.pick(at)}>
      <Target x={box.x - 3} y={box.y - 3} width={box.width + 6} height={box.height + 6} />
      <rect
        {...box}
        rx={Math.min(2.5, box.width / 2, box.height / 2)}
        fill={inks.fill(node)}
        stroke={active ? "var(--color-ink)" : quiet ? "var(--color-edge)" : "none"}
        strokeWidth={active ? 2 : 1}
      />
    </g>
  );
}

/** Who goes from step to step: nodes in columns, and between them ribbons as wide as they count. Arrows walk both, Enter opens one. */
export function Sankey({ title, nodes, links, among, column, note, onPick }: SankeyProps) {
  const [box, width] = useWidth<HTMLDivElement>();
  const scope = useId();
  const inks = stepInks(among, scope);
  const room = measures(width ?? 800, nodes);
  const { upright, columns } = room;
  const layout = sankeyLayout(nodes, links, room);
  const place = (step: number, rank: number): At =>
    upright ? { series: step, index: rank } : { series: rank, index: step };
  const mark = (key: string, at: At, along: number, across: number): Mark => ({
    key,
    ...at,
    x: upright ? across : along,
    y: head + (upright ? along : across),
  });
  const marks = [
    ...layout.nodes.map((node) =>
      mark(node.key, place(2 * node.column, node.rank), node.along + thickness / 2, (node.from + node.to) / 2),
    ),
    ...layout.links.map((link) =>
      mark(
        link.key,
        place(2 * link.source.column + 1, link.rank),
        (link.source.along + thickness + link.target.along) / 2,
        (link.leaves[0] + link.leaves[1] + link.arrives[0] + link.arrives[1]) / 4,
      ),
    ),
  ];
  const byPlace = new Map(marks.map((one) => [`${one.series} ${one.index}`, one]));
  const byKey = new Map(marks.map((one) => [one.key, one]));
  const at = (where: At | null) => (where ? byPlace.get(`${where.series} ${where.index}`) : undefined);
  const told = (where: At): Told => note(at(where)?.key ?? "");
  const tall = head + (upright ? room.length + 22 : room.breadth + 6);
  const printed = usePaper() !== null;
  const between = columns > 1 ? (room.length - thickness) / (columns - 1) - thickness - 12 : room.length;
  const roomOf = ({ column }: PlacedNode) => (column === columns - 1 ? margin - 8 : between);
  const shortened = layout.nodes.some((node) => nameIn(node, roomOf(node)) !== node.label);
  return (
    <div ref={box}>
      <Surface
        key={String(upright)}
        title={title}
        marks={{
          series: Math.max(1, ...marks.map(({ series }) => series + 1)),
          length: Math.max(1, ...marks.map(({ index }) => index + 1)),
          has: (where) => at(where) !== undefined,
        }}
        say={(where) => noteWords(told(where).head, told(where).rows)}
        onPick={(where) => onPick(at(where)?.key ?? "")}
        height={() => tall}
      >
        {(held) => {
          const active = at(held.active);
          const drawn = (key: string) => ({
            upright,
            inks,
            held,
            active: active?.key === key,
            at: byKey.get(key) ?? { series: 0, index: 0 },
          });
          return (
            <svg width={held.width} height={held.height} aria-hidden="true" onPointerLeave={() => held.setActive(null)}>
              <Stripes inks={inks} />
              {!upright &&
                Array.from({ length: columns }, (_, i) => (
                  <text key={i} {...axisText} x={(i / Math.max(1, columns - 1)) * (room.length - thickness)} y="12">
                    {column(i)}
                  </text>
                ))}
              <g transform={`translate(${upright ? 1 : 0} ${head})`}>
                {layout.links.map((link) => (
                  <LinkMark key={link.key} link={link} {...drawn(link.key)} />
                ))}
                {layout.nodes.map((node) => (
                  <NodeMark key={node.key} node={node} {...drawn(node.key)} />
                ))}
                <g className="pointer-events-none">
                  {layout.nodes.map((node) => (
                    <NodeName key={node.key} node={node} upright={upright} room={roomOf(node)} />
                  ))}
                </g>
              </g>
              {active && held.active && (
                <Note overlay={held.overlay} x={active.x} y={active.y} width={held.width}>
                  <NoteRows {...told(held.active)} />
                </Note>
              )}
            </svg>
          );
        }}
      </Surface>
      {(upright || (printed && shortened)) && (
        <div className="mt-3">
          <StepKey steps={nodes} among={among} scope={`${scope}-key`} />
        </div>
      )}
    </div>
  );
}
