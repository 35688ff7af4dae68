import { usePlotArea } from "recharts";

/** A word above the right end of the plot. */
export function CornerNote({ children }: { children: string }) {
  const plot = usePlotArea();
  if (!plot) return null;
  return (
    <text x={plot.x + plot.width} y={plot.y - 7} textAnchor="end" fill="var(--color-soft)" fontSize="12">
      {children}
    </text>
  );
}
