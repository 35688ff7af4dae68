"use client";
import { useState } from "react";
import { count, plural } from "@/lib/charts/format";
import { toCsv } from "@/lib/export/csv";
import { profileSchema, profileWords } from "@/lib/export/disclosure/profile";
import type { Released } from "@/lib/export/gate";
import { describe, failureOf } from "@/lib/failure";
import type { AnyInsight } from "@/lib/insights/insight";
import type { Study } from "@/lib/log/study";
import type { Answered } from "../insight/use-answer";
import { save } from "../kit/save";
import { mayLeave, releasedTable } from "./release";

type CsvButtonProps = {
  study: Study;
  insight: AnyInsight;
  answer: Answered;
  /** Beside the cells; the cells where there is none. */
  aside: string | null;
  fileName: string;
  label?: string;
  className: string;
};

const usual = profileSchema.parse({ kind: "cms" });

/** What a reader of the file will not see. */
function words({ hidden, unnamed }: Released): string {
  const values = hidden.reduce((sum, columns) => sum + columns.length, 0);
  const parts = [
    ...(values > 0 ? [`${plural(values, "value")} ${values === 1 ? "is" : "are"} hidden`] : []),
    ...(unnamed > 0 ? [`${plural(unnamed, "row")} ${unnamed === 1 ? "is" : "are"} left out`] : []),
  ];
  return parts.length === 0
    ? `Saved; nothing in it had to be hidden. ${profileWords(usual)}`
    : `Saved; of ${count(hidden.length)} rows ${parts.join(", ")}. ${profileWords(usual)} On this screen all of it is exact.`;
}

/** Saves a table as its readers may have it, and says what they will not see. */
export function CsvButton({ study, insight, answer, aside, fileName, label, className }: CsvButtonProps) {
  const [told, setTold] = useState<string | null>(null);
  if (!mayLeave(insight, aside)) return null;
  const act = () => {
    try {
      const released = releasedTable(study, insight, answer, usual, aside);
      if (released) save(toCsv(released), fileName, "text/csv");
      setTold(released && words(released));
    } catch (thrown) {
      const { what, next } = describe(failureOf(thrown));
      setTold(`${what} ${next}`);
    }
  };
  return (
    <>
      <button type="button" aria-label={label} onClick={act} className={className}>
        CSV
      </button>
      <p role="status" className="w-full text-sm text-soft empty:hidden">
        {told}
      </p>
    </>
  );
}
