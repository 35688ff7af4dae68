import type { Metadata } from "next";
import { ReportsPage } from "@/lib/ui/reports/page";

export const metadata: Metadata = { title: "Report" };

export default function Page() {
  return <ReportsPage />;
}
