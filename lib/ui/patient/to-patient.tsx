"use client";
import Link from "next/link";
import type { Patient } from "@/lib/insights/behind";
import { buttonClass } from "../kit/button-class";
import { usePatientHref } from "./handle";

/** The way from a patient behind a figure to all that happened to them. */
export function ToPatient({ patient: { namespace, id } }: { patient: Patient }) {
  const href = usePatientHref();
  return (
    <div className="mt-5 flex flex-wrap items-center justify-between gap-3 border-t border-line pt-4">
      <p className="text-sm text-soft">Everything that happened to this patient, and what was true when.</p>
      <Link href={href({ namespace, id })} className={buttonClass("plain")}>
        Timeline
      </Link>
    </div>
  );
}
