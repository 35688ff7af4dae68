"use client";
import { type ReactNode, useState } from "react";
import type { Row } from "@/lib/engine/decode";
import { questionIn } from "@/lib/insights/ask";
import type { Patient } from "@/lib/insights/behind";
import type { AnyInsight } from "@/lib/insights/insight";
import type { AnyView } from "@/lib/insights/view";
import type { Study } from "@/lib/log/study";
import { Behind } from "../behind/behind";
import type { Answered } from "./use-answer";

/** What is looked at: a cell, or a row of an aside by its name, and whose events at once; of which answer. */
type Picked = { cell: Row; beside: { aside: string; name: string } | null; patient: Patient | null; of: Answered };

type Picking = {
  onPick(cell: Row, patient?: Patient): void;
  onPickBeside(aside: string, row: Row, name: string): void;
  /** Who is behind what was picked, as long as the answer that it was picked from is shown. */
  panel: ReactNode;
};

/** Lets a figure's marks open who is behind them. */
export function useBehind(study: Study, insight: AnyInsight, view: AnyView, shown: Answered | null): Picking {
  const [picked, setPicked] = useState<Picked | null>(null);
  const pick = (what: Omit<Picked, "of">) => shown && setPicked({ ...what, of: shown });
  return {
    onPick: (cell, patient) => pick({ cell, beside: null, patient: patient ?? null }),
    onPickBeside: (aside, cell, name) => pick({ cell, beside: { aside, name }, patient: null }),
    panel: picked && picked.of.key === shown?.key && (
      <Behind
        study={study}
        insight={insight}
        view={view}
        question={questionIn(picked.of)}
        cell={picked.cell}
        beside={picked.beside}
        patient={picked.patient}
        onClose={() => setPicked(null)}
      />
    ),
  };
}
