/** Words on an axis. */
export const axisText = { fill: "var(--color-soft)", fontSize: 12 } as const;

/** Where the axis of values stands, pixels. */
export const axisWidth = 52;

/** An axis without a line, every tick written. */
export const quietAxis = { tick: axisText, tickLine: false, axisLine: false, interval: 0 } as const;

/** The same on a thin line. */
export const baseAxis = { ...quietAxis, axisLine: { stroke: "var(--color-edge)" } } as const;
