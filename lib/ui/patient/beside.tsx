"use client";
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from "react-aria-components";
import type { SubjectId } from "@/lib/cohorts/cohort";
import type { Study } from "@/lib/log/study";
import { Button } from "../kit/button";
import { buttonClass } from "../kit/button-class";
import { popoverClass } from "../params/chip";
import { FindPatient } from "./find";
import { showBeside } from "./handle";

/** Another patient below the one shown, over the same time. */
export function Beside({ study, other, shown }: { study: Study; other: SubjectId | null; shown: boolean }) {
  if (other)
    return (
      <>
        {!shown && <span className="text-sm text-soft">Nothing was known of the other patient then.</span>}
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
