/** How strong a share from 0 to 1 is drawn, on one hue from pale to deep: the faintest is told from nothing. */
export const shadeOf = (share: number): string =>
  `color-mix(in oklab, var(--color-river) ${Math.round(7 + 93 * Math.min(1, Math.max(0, share)))}%, var(--color-card))`;
