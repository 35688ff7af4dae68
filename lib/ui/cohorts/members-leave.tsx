"use client";
import type { Cohort } from "@/lib/cohorts/cohort";
import { insights } from "@/lib/insights/registry";
import { membersOut } from "@/lib/insights/rows-out";
import type { Study } from "@/lib/log/study";
import { RowsLeave } from "../export/rows-leave";
import { useMoment } from "../known/use-known";

/** Asked about members, and about nothing else. */
const insight = insights.get("retention");

/** Who is a member of a cohort, as a file. */
export function MembersLeave({ study, cohort }: { study: Study; cohort: Cohort }) {
  const { moment } = useMoment(study);
  if (!insight) throw new Error("there is no retention");
  return (
    <RowsLeave
      act="Export members"
      title="Members leave this browser"
      words={`Who is a member of ${cohort.name}: a row for each time that a patient entered, with the days on which they entered, from which their time is counted, and on which they left, as one CSV file.`}
      what="members"
      digest={study.digest}
      knownAt={moment}
      write={async ({ disguise }, signal) => {
        const question = { cohorts: [cohort], knownAt: moment };
        const { blob, rows, patients } = await membersOut(study, insight, question, { disguise, signal });
        return { file: blob, name: "members.csv", rows, patients };
      }}
    />
  );
}
