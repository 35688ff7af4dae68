"use client";
import type { ReactNode } from "react";
import { useWorkspace } from "../study/provider";
import { Elsewhere } from "./elsewhere";
import { IdleLock } from "./idle";
import { Trouble } from "./trouble";
import { Unlock } from "./unlock";

/** Stands before every screen: where the kept files are another tab's there is nothing to show yet. */
export function Gate({ children }: { children: ReactNode }) {
  const { keeping, study, job } = useWorkspace();
  if (study === null && job === null && keeping.kind === "elsewhere") return <Elsewhere {...keeping} />;
  if (study === null && job === null && keeping.kind === "locked") return <Unlock {...keeping} />;
  return (
    <>
      <Trouble />
      <IdleLock />
      {children}
    </>
  );
}
