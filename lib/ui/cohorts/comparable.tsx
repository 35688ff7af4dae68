import Link from "next/link";
import { count, plural } from "@/lib/charts/format";
import type { Cohort } from "@/lib/cohorts/cohort";
import { cohortSentence } from "@/lib/cohorts/words";
import { baselineWords, type Comparable } from "@/lib/insights/comparable";
import { enterApart } from "@/lib/insights/cohorts";
import type { Params } from "../params/stated";
import { useCarried } from "../known/address";
import { Caveat } from "../kit/caveat";

/** What a reader of a comparison must know: who is in several cohorts, and in what they differ from the start. */
export function ComparableCaveats({ found }: { found: Comparable | null }) {
  const carried = useCarried();
  if (!found || found.members.length < 2) return null;
  const { shared } = found;
  const words = baselineWords(found);
  return (
    <>
      {shared > 0 && (
        <Caveat>{`${plural(shared, "patient")} ${shared === 1 ? "is" : "are"} in more than one of these cohorts and ${shared === 1 ? "counts" : "count"} in each.`}</Caveat>
      )}
      {words !== null && (
        <Caveat>
          {`${words} `}
          <Link href={carried("/insights/characteristics")} className="text-river underline">
            See their characteristics
          </Link>
        </Caveat>
      )}
    </>
  );
}

/** That cohorts which enter in different periods have, on one day of the calendar, been followed for different times. */
export function CalendarCaveat({ cohorts, params }: { cohorts: readonly Cohort[]; params: Params }) {
  const calendar = params["by"] === "calendar" && !(Number(params["window"]) > 0);
  if (!calendar || !enterApart(cohorts)) return null;
  return (
    <Caveat>
      These cohorts enter in different periods, and time is the calendar’s: in any month one of them has been followed
      for longer than the other. With “Time” since the first event they are compared at the same time after it.
    </Caveat>
  );
}

/** The cohorts that a figure is about, each with its definition and how many are in it. */
export function AboutCohorts({ cohorts, found }: { cohorts: readonly Cohort[]; found: Comparable | null }) {
  if (cohorts.length === 0) return null;
  return (
    <>
      <h2 className="mt-4 mb-1.5">Asked about</h2>
      {cohorts.map((cohort) => {
        const own = found?.members.find((one) => one.cohort === cohort.name);
        return (
          <div key={cohort.name} className="mb-2 text-sm">
            <p className="font-semibold">{cohort.name}</p>
            {own && (
              <p className="tabular-nums">{`${plural(own.patients, "patient")}${own.entries === own.patients ? "" : ` with ${count(own.entries)} entries`}`}</p>
            )}
            <p className="text-soft">{cohortSentence(cohort)}</p>
          </div>
        );
      })}
    </>
  );
}
