"use client";
import { type ReactNode, useState } from "react";
import { useBrush } from "./brush";

/** What is read less often: beside other figures of a board it is folded away under its summary, by itself it stands open. */
export function Fold({ summary, children }: { summary: string; children: ReactNode }) {
  const folded = useBrush() !== null;
  const [open, setOpen] = useState(false);
  if (!folded) return children;
  return (
    <details className="mt-2 text-sm" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary className="min-h-6 w-fit cursor-pointer rounded py-0.5 text-soft hover:text-ink">{summary}</summary>
      {open && <div className="mt-1">{children}</div>}
    </details>
  );
}
