import { isoDay } from "@/lib/charts/format";
import type { Study } from "@/lib/log/study";
import { Caveat } from "../kit/caveat";
import type { Ignored } from "../params/ignored";
import { type Params, valueAt } from "../params/stated";

/** Whether anything says when patients were no longer observed. */
const hasEnds = ({ roles }: Study) => roles.some(({ role }) => role === "end" || role === "observation");

/** Whether a figure's time is as long as patients are observed. */
const isOpen = (params: Params) => {
  const lasts = valueAt(params, "followUp.duration");
  return lasts === undefined || lasts === 0;
};

type CaveatsProps = {
  study: Study;
  /** Whether there is a figure of adherence, which rests on how long patients are observed. */
  adherence: boolean;
  params: Params;
  ignored: readonly Ignored[];
};

/** What a reader of the figure would otherwise not know: that nobody's observation ends, and what of the address is not used. */
export function Caveats({ study, adherence, params, ignored }: CaveatsProps) {
  const { dataEnd } = study;
  return (
    <>
      {ignored.map(({ name, title, value }) => (
        <Caveat
          key={name}
        >{`“${title}” is “${value}” in the address, which there is not: the usual one is used.`}</Caveat>
      ))}
      {adherence && dataEnd !== "" && !hasEnds(study) && isOpen(params) && (
        <Caveat>{`These files do not say when patients were no longer observed: everybody counts up to the last day of data, ${isoDay(dataEnd)}, also who has left, so that adherence can look low. A measure with a follow-up window, such as CMA7, can count the same time for all.`}</Caveat>
      )}
    </>
  );
}
