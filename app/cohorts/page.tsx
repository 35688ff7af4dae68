import type { Metadata } from "next";
import { CohortsPage } from "@/lib/ui/cohorts/page";

export const metadata: Metadata = { title: "Cohorts" };

export default function Page() {
  return <CohortsPage />;
}
