import quantile from "@stdlib/stats-base-dists-normal-quantile";

/** The 97.5 % quantile of the normal distribution: what a 95 % interval reaches on either side. */
export const z95: number = quantile(0.975, 0, 1);
