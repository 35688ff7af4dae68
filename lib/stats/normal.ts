import { qnorm } from "lib-r-math.js";

/** The 97.5 % quantile of the normal distribution: what a 95 % interval reaches on either side. */
export const z95: number = qnorm(0.975);
