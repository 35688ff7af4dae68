"use client";
import { useId } from "react";
import { dateTicks } from "./ticks";
import { useWidth } from "./use-width";

type RiverStripProps = {
  /** Starts of the periods (UTC midnights in ms, ascending) and the events recorded in each. */
  starts: readonly number[];
  counts: readonly number[];
  /** Where the handle stands, as a share of the strip, and its words. */
  handle: { at: number; label: string };
};

const tall = 44;

/** The history itself: events recorded over time, up to the moment that is known. */
export function RiverStrip({ starts, counts, handle }: RiverStripProps) {
  const [box, width] = useWidth<HTMLDivElement>();
  const clip = useId();
  const top = Math.max(1, ...counts);
  const [begin, end] = [starts[0] ?? 0, starts.at(-1) ?? 1];
  const placed = (at: number) => ((at - begin) / Math.max(1, end - begin)) * wide;
  const wide = width ?? 1000;
  const points = counts.map(
    (n, i) => `${placed(starts[i] ?? begin).toFixed(1)} ${(tall - 2 - (n / top) * (tall - 6)).toFixed(1)}`,
  );
  const shape = `M0 ${tall}L${points.join("L")}L${wide} ${tall}Z`;
  const x = handle.at * wide;
  const ticks = dateTicks(starts, Math.max(2, Math.floor(wide / 150)));
  return (
    <div
      ref={box}
      role="img"
      aria-label={`Events recorded over time; ${handle.label}`}
      className="relative h-[78px] border-b border-line pt-[18px]"
    >
      <svg
        width="100%"
        height={tall}
        viewBox={`0 0 ${wide} ${tall}`}
        preserveAspectRatio="none"
        className="block overflow-visible"
        aria-hidden="true"
      >
        <clipPath id={clip}>
          <rect width={x} height={tall} />
        </clipPath>
        <path d={shape} fill="var(--color-river-soft)" />
        <path d={shape} fill="var(--color-river)" opacity=".55" clipPath={`url(#${clip})`} />
        <line x1={x} x2={x} y1="0" y2={tall} stroke="var(--color-river)" strokeWidth="2" />
      </svg>
      <span
        className="absolute top-0 text-2xs font-semibold whitespace-nowrap text-river"
        style={{ left: x, transform: `translateX(${handle.at > 0.8 ? "-100%" : handle.at < 0.2 ? "0" : "-50%"})` }}
      >
        {handle.label}
      </span>
      {ticks.map(({ at, label }) => {
        const left = placed(at);
        return left > wide - 40 ? null : (
          <span
            key={at}
            className={`absolute bottom-0 text-2xs text-soft ${left < 24 ? "" : "-translate-x-1/2"}`}
            style={{ left }}
          >
            {label}
          </span>
        );
      })}
    </div>
  );
}
