import type { KnownLine } from "@/lib/charts/known-line";
import { isoDay } from "@/lib/charts/format";
import { momentOf } from "@/lib/log/moment";
import type { Study } from "@/lib/log/study";
import { useAsKnownAt } from "../known/address";
import { useMoment } from "../known/use-known";
import { dayOfMoment, shortMoment } from "../known/words";

const isoOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** The moment that the address names (ISO UTC to the microsecond), and how it is moved in the address, no earlier than a local day. */
export function useKnownLine(study: Study, first: string): { moment: string; line: KnownLine } {
  const { zone, dataEnd } = study;
  const [, setAt] = useAsKnownAt();
  const { given, moment } = useMoment(study);
  const now = momentOf(study.now, zone) ?? study.now;
  const known = moment ?? now;
  const to = Date.parse(dataEnd);
  const at = given === null ? to : Date.parse(dayOfMoment(given, zone));
  return {
    moment: known,
    line: {
      from: Math.min(Date.parse(first), at),
      to,
      at,
      momentOf: (day) => Date.parse(day === at ? known : day >= to ? now : (momentOf(isoOf(day), zone) ?? now)),
      words: (day) =>
        `as known ${day >= to && (given === null || day !== at) ? "now" : `at ${day === at && given !== null ? shortMoment(given, zone) : isoDay(isoOf(day))}`}`,
      onSettle: (day) => void setAt(day >= to ? null : isoOf(day)),
    },
  };
}
