import { namesPatients } from "@/lib/cohorts/cohort";
import { versionsAs, versionsThat } from "@/lib/versions";
import { keepable } from "../boards/board";
import type { State } from "./state";

type Shelved = Pick<State, "cohorts" | "boards" | "reports">;

/** Of saved cohorts, boards and reports what may leave this tab: none that names patients, which no report does. */
export const shelved = ({ cohorts, boards, reports }: Shelved): Shelved => ({
  cohorts: versionsThat(cohorts, (cohort) => !namesPatients(cohort)),
  boards: versionsAs(boards, keepable),
  reports,
});
