"use client";
import { NoHistory } from "../states/no-history";
import { StudyBar } from "../study/bar";
import { LoadingFiles } from "../study/loading";
import { LoadedFiles } from "../study/outcome";
import { useWorkspace } from "../study/provider";
import { FindPatient } from "./find";
import { useShownPatient } from "./handle";
import { River } from "./river";
import { Swimmers } from "./swimmers";

/** One patient of the history, named by a handle that this tab holds. */
export function PatientPage() {
  const { study } = useWorkspace();
  const patient = useShownPatient();
  if (!study) return <NoHistory title="Patient" />;
  return (
    <>
      <div className="print:hidden">
        <StudyBar study={study} />
      </div>
      <div className="mb-4 space-y-4 empty:hidden print:hidden">
        <LoadedFiles />
        <LoadingFiles />
      </div>
      {patient === null || patient === "gone" ? (
        <>
          <h1>Patient</h1>
          <p className="mb-4 text-soft">
            {patient === "gone"
              ? "This address stood for a patient in a tab that is gone: addresses never name one. Open the patient again."
              : "Open one by the id that the files have, or from any list of patients behind a figure."}
          </p>
          <FindPatient study={study} />
          <Swimmers study={study} />
        </>
      ) : (
        <River key={`${patient.namespace} ${patient.id}`} study={study} patient={patient} />
      )}
    </>
  );
}
