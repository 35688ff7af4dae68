"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { Row } from "@/lib/engine/decode";
import { describe, failureOf } from "@/lib/failure";
import type { Question } from "@/lib/insights/ask";
import { idsBehind } from "@/lib/insights/behind";
import type { AnyInsight } from "@/lib/insights/insight";
import type { Study } from "@/lib/log/study";
import { hrefOfDraft } from "../cohorts/address";
import { ofPatients } from "../cohorts/draft";
import { useCarried } from "../known/address";
import { Button } from "../kit/button";

type AsCohortProps = {
  study: Study;
  insight: AnyInsight;
  question: Question;
  cell: Row;
  aside: string | null;
  /** What is behind the cell, in words. */
  name: string;
};

/** The patients behind a mark as a cohort, which names them and therefore stays in this tab. */
export function AsCohort({ study, insight, question, cell, aside, name }: AsCohortProps) {
  const router = useRouter();
  const carried = useCarried();
  const [said, setSaid] = useState<string | null>(null);
  const open = async () => {
    try {
      const ids = await idsBehind(study, insight, question, cell, { aside });
      router.push(hrefOfDraft(carried("/cohorts"), ofPatients(name, ids)));
    } catch (thrown) {
      setSaid(describe(failureOf(thrown)).what);
    }
  };
  return (
    <>
      <Button kind="chip" onPress={() => void open()}>
        These patients as a cohort
      </Button>
      {said !== null && (
        <p role="alert" className="text-sm text-copper">
          {said}
        </p>
      )}
    </>
  );
}
