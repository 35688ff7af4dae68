import { useMemo } from "react";
import { type Mark, markOf, withMark } from "@/lib/log/marks";
import { useWorkspace } from "../study/provider";

type Patient = { namespace: string; id: string };

/** What was noted of patients on the list: kept with the study in this browser, in nothing that leaves it. */
export function useMarks(): {
  any: boolean;
  of(patient: Patient): Mark | null;
  put(patient: Patient, mark: Mark | null): void;
} {
  const { marks, saveMarks } = useWorkspace();
  const of = useMemo(() => markOf(marks), [marks]);
  return {
    any: marks !== null && Object.keys(marks.of).length > 0,
    of,
    put: (patient, mark) => void saveMarks(withMark(marks, patient, mark)),
  };
}

export const markWords: Readonly<Record<Mark["kind"], string>> = { seen: "Seen", call: "To call" };
