import { earlierDash } from "./earlier-key";
import type { Ink } from "./palette";

const still = { isAnimationActive: false, activeDot: false } as const;

/** How a group's line is drawn. */
export const strokeOf = ({ colour, dash }: Ink) =>
  ({
    stroke: colour,
    strokeWidth: 2.2,
    strokeLinejoin: "round",
    strokeDasharray: dash ?? "none",
    dot: false,
    ...still,
  }) as const;

/** The band around it. */
export const bandOf = ({ colour }: Ink) => ({ stroke: "none", fill: colour, fillOpacity: 0.12, ...still }) as const;

/** The same line as it was known before. */
export const earlierStrokeOf = (colour: string) =>
  ({
    stroke: colour,
    strokeOpacity: 0.7,
    strokeWidth: 1.6,
    strokeDasharray: earlierDash,
    strokeLinecap: "round",
    dot: false,
    ...still,
  }) as const;

/** What lies over a mark that is selected, and over one that is not while others are. */
export const ringed = { fill: "none", stroke: "var(--color-ink)", strokeWidth: 2, "data-selected": true } as const;
export const veiled = { fill: "var(--color-card)", fillOpacity: 0.62, stroke: "none" } as const;
