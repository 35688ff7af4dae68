"use client";
import type { Patient } from "@/lib/insights/behind";
import { Button } from "../kit/button";
import { useWorkspace } from "../study/provider";

/** The way to erase the patient that is looked at. */
export function EraseOne({ patient: { namespace, id } }: { patient: Patient }) {
  const { askToErase } = useWorkspace();
  return (
    <div className="mt-5 flex flex-wrap items-center justify-between gap-3 border-t border-line pt-4">
      <p className="text-sm text-soft">Removes this patient from every file and result here, for good.</p>
      <Button onPress={() => askToErase({ by: "app", subjects: [{ namespace, id }], asked: 1 })}>
        Erase this patient
      </Button>
    </div>
  );
}
