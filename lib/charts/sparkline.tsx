const [slot, height] = [4, 22];

type SparklineProps = {
  /** What is drawn, told in words. */
  title: string;
  /** From 0 to 1, the oldest first; null where nothing is known. */
  values: readonly (number | null)[];
  tone: "moss" | "river";
};

/** A small picture in a line of text: bars side by side on a base, one for each value. */
export function Sparkline({ title, values, tone }: SparklineProps) {
  return (
    <svg
      role="img"
      aria-label={title}
      width={values.length * slot}
      height={height}
      className={`shrink-0 ${tone === "moss" ? "fill-moss" : "fill-river"}`}
    >
      {values.map((value, i) => {
        if (value === null) return null;
        const tall = Math.max(1, Math.round(value * (height - 1)));
        // Bars are told apart by their places alone.
        return <rect key={`${i * slot}`} x={i * slot} y={height - tall} width={slot - 1} height={tall} />;
      })}
      <rect x={0} y={height - 1} width={values.length * slot - 1} height={1} className="fill-line" />
    </svg>
  );
}
