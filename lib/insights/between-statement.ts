import type { Statement } from "../export/statement";
import type { AnyInsight } from "./insight";
import { methods } from "./between";

const shareOf = (n: string) => ({ of: n, where: ["method", methods.share] as const });

/** What differences of two cohorts say of patients; why one has no interval may count some, and stays. Null where nothing is estimated. */
export const differenceStatement = ({ estimates }: AnyInsight): Statement | null =>
  estimates
    ? {
        key: [...Object.keys(estimates.key), "what", "first", "second", "method"],
        counts: { n_first: {}, n_second: {} },
        shares: { value_first: shareOf("n_first"), value_second: shareOf("n_second") },
        rests: Object.fromEntries(["difference", "lower", "upper"].map((name) => [name, ["n_first", "n_second"]])),
      }
    : null;
