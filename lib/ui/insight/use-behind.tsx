"use client";
import { type ReactNode, useState } from "react";
import type { Row } from "@/lib/engine/decode";
import { questionIn } from "@/lib/insights/ask";
import type { Patient } from "@/lib/insights/behind";
import type { AnyInsight } from "@/lib/insights/insight";
import type { AnyView, SideLook } from "@/lib/insights/view";
import type { Study } from "@/lib/log/study";
import { Behind } from "../behind/behind";
import type { Answered } from "./use-answer";

/** What is looked at: a cell, or a row of an aside, under a name of its own. */
type Look = { cell: Row; beside: { aside: string | null; name: string } | null };

/** What was picked, `at` one of several sides, and whose events at once; of which answer. */
type Picked = { looks: readonly (Look & { cohort?: string })[]; at: number; patient: Patient | null; of: Answered };

type Picking = {
  onPick(cell: Row, patient?: Patient): void;
  onPickBeside(aside: string, row: Row, name: string): void;
  /** Opens one of several sides, from which the others can be come to. */
  onPickSides(sides: readonly SideLook[], at: number): void;
  /** Who is behind what was picked, as long as the answer that it was picked from is shown. */
  panel: ReactNode;
};

/** Lets a figure's marks open who is behind them. */
export function useBehind(study: Study, insight: AnyInsight, view: AnyView, shown: Answered | null): Picking {
  const [picked, setPicked] = useState<Picked | null>(null);
  const pick = (what: Omit<Picked, "of">) => shown && setPicked({ ...what, of: shown });
  const look = picked?.looks[picked.at];
  const sides = picked?.looks.flatMap(({ cohort }) => cohort ?? []) ?? [];
  return {
    onPick: (cell, patient) => pick({ looks: [{ cell, beside: null }], at: 0, patient: patient ?? null }),
    onPickBeside: (aside, cell, name) => pick({ looks: [{ cell, beside: { aside, name } }], at: 0, patient: null }),
    onPickSides: (looks, at) => pick({ looks, at, patient: null }),
    panel: look && picked.of.key === shown?.key && (
      <Behind
        study={study}
        insight={insight}
        view={view}
        question={questionIn(picked.of)}
        cell={look.cell}
        beside={look.beside}
        patient={picked.patient}
        sides={
          sides.length > 1 ? { names: sides, at: picked.at, onChange: (at) => setPicked({ ...picked, at }) } : null
        }
        onClose={() => setPicked(null)}
      />
    ),
  };
}
