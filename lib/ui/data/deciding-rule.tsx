"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { count, percent } from "@/lib/charts/format";
import { insights } from "@/lib/insights/registry";
import type { Sensitivity } from "@/lib/insights/sensitivity";
import { catalogue } from "@/lib/log/catalogue";
import type { Rule } from "@/lib/log/resolve/rule";
import type { Study } from "@/lib/log/study";
import { Button } from "../kit/button";
import { SelectField } from "../kit/select";
import { useWorkspace } from "../study/provider";

const ruleName = (rule: Rule): string =>
  rule.by === "latest"
    ? "the version recorded last"
    : rule.by === "first"
      ? "the version recorded first"
      : `${rule.sources[0] ?? ""} before other sources`;

/** The rule by which one of contradictory versions is used, and how far figures depend on it. */
export function DecidingRule({ study }: { study: Study }) {
  const { decide, weigh, job } = useWorkspace();
  const [weighed, setWeighed] = useState<readonly Sensitivity[] | null>(null);
  const { data } = useQuery({ queryKey: ["sources", study.digest], queryFn: () => catalogue(study) });
  const rules: Rule[] = [
    { by: "latest" },
    { by: "first" },
    ...(data?.sources ?? []).map((source): Rule => ({
      by: "source",
      sources: [source],
    })),
  ];
  const idOf = (rule: Rule) => JSON.stringify(rule);
  return (
    <div className="space-y-3">
      <div className="flex flex-wrap items-end gap-3">
        <div className="w-72 max-w-full">
          <SelectField
            label="Used is"
            value={idOf(study.rule)}
            options={rules.map((rule) => ({ id: idOf(rule), label: ruleName(rule) }))}
            onChange={(id) => {
              const rule = rules.find((one) => idOf(one) === id);
              if (rule) void decide(rule);
            }}
          />
        </div>
        <Button isDisabled={job !== null} onPress={() => void weigh([...insights.values()]).then(setWeighed)}>
          How far do figures depend on it?
        </Button>
      </div>
      {weighed && (
        <div className="overflow-x-auto" role="region" aria-label="What moves under another rule" tabIndex={0}>
          <table className="w-full text-sm">
            <thead className="text-left text-soft">
              <tr>
                <th className="pr-4 font-normal">Figure</th>
                <th className="pr-4 font-normal">Were it</th>
                <th className="pr-4 text-right font-normal">Cells that move</th>
                <th className="font-normal">Furthest</th>
              </tr>
            </thead>
            <tbody>
              {weighed.map(({ insight, rule, cells, moved, most }) => (
                <tr key={`${insight} ${idOf(rule)}`} className="align-top">
                  <td className="pr-4">{insights.get(insight)?.title ?? insight}</td>
                  <td className="pr-4">{ruleName(rule)}</td>
                  <td className="pr-4 text-right">{`${count(moved)} of ${count(cells)}`}</td>
                  <td>{most.length === 0 ? "nothing" : most.map(furthest).join("; ")}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}

function furthest({ column, here, there }: Sensitivity["most"][number]): string {
  const share = Math.abs(here) <= 1 && Math.abs(there) <= 1 && !(Number.isInteger(here) && Number.isInteger(there));
  const told = (n: number) => (share ? percent(n, 2) : count(n));
  return `${column} ${told(here)} → ${told(there)}`;
}
