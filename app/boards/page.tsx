import type { Metadata } from "next";
import { BoardPage } from "@/lib/ui/boards/page";

export const metadata: Metadata = { title: "Board" };

export default function Page() {
  return <BoardPage />;
}
