import type { Metadata } from "next";
import { DataPage } from "@/lib/ui/data/page";

export const metadata: Metadata = { title: "Data" };

export default function Page() {
  return <DataPage />;
}
