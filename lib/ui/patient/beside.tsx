"use client";
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from "react-aria-components";
import type { SubjectId } from "@/lib/cohorts/cohort";
import type { Study } from "@/lib/log/study";
import { Button } from "../kit/button";
import { buttonClass } from "../kit/button-class";
import { popoverClass } from "../params/chip";
import { FindPatient } from "./find";
import { showBeside } from "./handle";
import { notWorkedOut } from "./lane-note";

/** Where the reading of the other patient stands. */
export type OtherQuery = { isFetching: boolean; error: Error | null };
type BesideProps = { study: Study; other: SubjectId | null; shown: boolean; query: OtherQuery };

function standing({ isFetching, error }: OtherQuery): string {
  if (isFetching) return "The other patient is being read.";
  return error
    ? notWorkedOut("The other patient could not be read", error).text
    : "Nothing was known of the other patient then.";
}

/** Another patient below the one shown, over the same time. */
export function Beside({ study, other, shown, query }: BesideProps) {
  if (other)
    return (
      <>
        {!shown && (
          <span role="status" className={`text-sm ${query.error ? "text-copper" : "text-soft"}`}>
            {standing(query)}
          </span>
        )}
        <Button kind="quiet" onPress={() => showBeside(null)}>
          Without the other patient
        </Button>
      </>
    );
  return (
    <DialogTrigger>
      <AriaButton className={buttonClass("quiet")}>Compare with a patient</AriaButton>
      <Popover className={popoverClass}>
        <Dialog aria-label="Compare with a patient" className="w-80 max-w-[calc(100vw-2rem)] p-2 outline-none">
          {({ close }) => (
            <FindPatient
              study={study}
              onFound={(patient) => {
                close();
                showBeside(patient);
              }}
            />
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
