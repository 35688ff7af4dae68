import { describe, type Failure } from "@/lib/failure";
import { Caveat } from "../kit/caveat";

/** What of the address is no cohort; the figure is of the others. */
export const CohortFaults = ({ faults }: { faults: readonly Failure[] }) =>
  faults.map((fault) => {
    const { what, next } = describe(fault);
    return <Caveat key={what}>{`${what} ${next}`}</Caveat>;
  });
