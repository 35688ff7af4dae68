import type { Metadata } from "next";
import { PatientPage } from "@/lib/ui/patient/page";

export const metadata: Metadata = { title: "Patient" };

export default function Page() {
  return <PatientPage />;
}
