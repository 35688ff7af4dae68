"use client";
import { useId } from "react";
import { type Handle, StripHandle } from "./strip-handle";
import { dateTicks } from "./ticks";
import { useWidth } from "./use-width";

type RiverStripProps = {
  /** Starts of the periods (UTC midnights in ms, ascending) and the events recorded in each; the last goes on to the end. */
  starts: readonly number[];
  counts: readonly number[];
  handle: Handle;
};

const tall = 44;

/** The history itself: events recorded over time, and the moment that is known as a handle on it. */
export function RiverStrip({ starts, counts, handle }: RiverStripProps) {
  const [box, width] = useWidth<HTMLDivElement>();
  const clip = useId();
  const top = Math.max(1, ...counts);
  const [begin, end] = [handle.from, handle.to];
  const wide = width ?? 1000;
  const placed = (at: number) => Math.min(1, (at - begin) / Math.max(1, end - begin)) * wide;
  const heights = counts.map((n) => (tall - 2 - (n / top) * (tall - 6)).toFixed(1));
  const points = heights.map((height, i) => `${placed(starts[i] ?? begin).toFixed(1)} ${height}`);
  const shape = `M0 ${tall}L${points.join("L")}L${wide} ${heights.at(-1) ?? tall}L${wide} ${tall}Z`;
  // Labels stand at pixels: before the width is known they would stand outside a narrow page.
  const ticks = width === null ? [] : dateTicks(starts, Math.max(2, Math.floor(wide / 150)));
  return (
    <div ref={box} className="relative h-[78px] border-b border-line pt-[18px]">
      <StripHandle {...handle} tall={tall}>
        {(at) => (
          <svg
            width="100%"
            height={tall}
            viewBox={`0 0 ${wide} ${tall}`}
            preserveAspectRatio="none"
            className="block overflow-visible"
            role="img"
            aria-label="Events recorded over time"
          >
            <clipPath id={clip}>
              <rect width={Math.max(0, placed(at))} height={tall} />
            </clipPath>
            <path d={shape} fill="var(--color-river-soft)" />
            <path d={shape} fill="var(--color-river)" opacity=".55" clipPath={`url(#${clip})`} />
          </svg>
        )}
      </StripHandle>
      {ticks.map(({ at, label }) => {
        const left = placed(at);
        return left > wide - 40 ? null : (
          <span
            key={at}
            aria-hidden="true"
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
