import { namesPatients } from "@/lib/cohorts/cohort";
import { versionsAs, versionsThat } from "@/lib/versions";
import { keepable } from "../boards/board";
import type { State } from "./state";

type Shelved = Pick<State, "cohorts" | "boards">;

/** Of saved cohorts and boards what may leave this tab: none that names patients. */
export const shelved = ({ cohorts, boards }: Shelved): Shelved => ({
  cohorts: versionsThat(cohorts, (cohort) => !namesPatients(cohort)),
  boards: versionsAs(boards, keepable),
});
