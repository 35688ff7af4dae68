"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { count } from "@/lib/charts/format";
import { questionIn } from "@/lib/insights/ask";
import type { AnyInsight } from "@/lib/insights/insight";
import type { Study } from "@/lib/log/study";
import { Loaded } from "../behind/loaded";
import { Button } from "../kit/button";
import { Code } from "../kit/code";
import { ExportEvents } from "../data/export-events";
import type { Answered } from "./use-answer";

/** The statement that gives the figure's cells in any DuckDB beside the exported events. */
export function SqlText({ study, insight, answer }: { study: Study; insight: AnyInsight; answer: Answered }) {
  const query = useQuery({
    queryKey: ["sql", answer.key],
    queryFn: async ({ signal }) => {
      const { standalone } = await import("@/lib/insights/standalone");
      return standalone(study, insight, questionIn(answer), { signal });
    },
  });
  const [copied, setCopied] = useState<string | null>(null);
  const copy = async (text: string) => {
    await navigator.clipboard.writeText(text);
    setCopied(text);
  };
  return (
    <div className="space-y-3">
      <p className="max-w-prose text-sm text-soft">
        {`Answered in this tab in ${count(answer.milliseconds)} ms. The statement below gives the same cells in DuckDB, to the last digit, in a folder that holds the exported events; what is worked out of the cells afterwards, such as limits and tests, it leaves empty.`}
      </p>
      <ExportEvents study={study} />
      <Loaded query={query}>
        {(text) => (
          <div className="relative">
            <Button kind="chip" className="absolute top-2 right-4" onPress={() => void copy(text)}>
              {copied === text ? "Copied" : "Copy"}
            </Button>
            <Code label="SQL" className="max-h-120 overflow-auto p-3 whitespace-pre-wrap">
              {text}
            </Code>
          </div>
        )}
      </Loaded>
    </div>
  );
}
