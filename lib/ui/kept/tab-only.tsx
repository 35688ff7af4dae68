"use client";
import type { Study } from "@/lib/log/study";
import { useWorkspace } from "../study/provider";

/** Says of what is saved with a history that no browser keeps that it goes with the tab. */
export function TabOnly({ study: { segments } }: { study: Study }) {
  const { keeping } = useWorkspace();
  if (keeping.kind === "open" && segments.some(({ blob }) => keeping.of.has(blob))) return null;
  return (
    <p className="-mt-2.5 mb-4.5 text-sm text-soft">
      This history is held in this tab only, and what is saved here with it: export it as JSON to keep it.
    </p>
  );
}
