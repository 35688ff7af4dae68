import type { ChainEdge } from "./chain";

const [step, most, dot, gap] = [9, 4, 15, 14];
const lanesOf = (edges: readonly ChainEdge[]) => Math.min(most, Math.max(0, ...edges.map(({ lane }) => lane)));

/** The width that the lines beside a list of records take (px). */
export const railWidth = (edges: readonly ChainEdge[]): number => gap + step * lanesOf(edges) + 14;

type ChainRailProps = {
  edges: readonly ChainEdge[];
  /** The record beside which this part of the lines is drawn, how many there are, and how it looks. */
  at: number;
  inForce: boolean;
  opened: boolean;
};

/** The part beside one record of the lines that join records, with its knot: lines between neighbours straight, others around those between. */
export function ChainRail({ edges, at, inForce, opened }: ChainRailProps) {
  const knot = railWidth(edges) - gap - 4;
  return (
    <span aria-hidden="true" className="absolute inset-y-0 left-0" style={{ width: railWidth(edges) }}>
      {edges.map(({ from, to, tie, lane }) => {
        if (at < from || at > to) return null;
        const strong = tie === "corrects" || tie === "withdraws";
        const look = `absolute border-l-[1.5px] ${strong ? "border-copper" : "border-edge"} ${tie === "is the same again as" ? "border-dashed" : ""}`;
        const [top, bottom] = [at === from ? dot : 0, at === to ? `calc(100% - ${dot}px)` : 0];
        const left = knot - step * Math.min(lane, most);
        const turn =
          lane === 0
            ? ""
            : at === from
              ? "rounded-tl-lg border-t-[1.5px]"
              : at === to
                ? "rounded-bl-lg border-b-[1.5px]"
                : "";
        return (
          <span
            key={`${from} ${to}`}
            className={`${look} ${turn}`}
            style={{ left, top, bottom, width: turn === "" ? 0 : knot - left }}
          />
        );
      })}
      <span
        className={`absolute -translate-1/2 rounded-full border-2 ${inForce ? "size-3.5 border-river bg-river" : "size-2.5 border-edge bg-paper"} ${opened ? "outline-2 outline-offset-2 outline-ink" : ""}`}
        style={{ left: knot + 1, top: dot }}
      />
    </span>
  );
}
