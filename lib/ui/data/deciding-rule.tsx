"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { count } from "@/lib/charts/format";
import { insights } from "@/lib/insights/registry";
import type { Sensitivity } from "@/lib/insights/sensitivity";
import { catalogue } from "@/lib/log/catalogue";
import type { Rule } from "@/lib/log/resolve/rule";
import type { Study } from "@/lib/log/study";
import { Button } from "../kit/button";
import { SelectField } from "../kit/select";
import { useWorkspace } from "../study/provider";
import { moves } from "./moves";

const idOf = (rule: Rule) => JSON.stringify(rule);

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
      {weighed && <Weighed found={weighed} />}
    </div>
  );
}

function Weighed({ found }: { found: readonly Sensitivity[] }) {
  return (
    <div className="overflow-x-auto" role="region" aria-label="What differs under another rule" tabIndex={0}>
      <table className="w-full text-sm">
        <thead className="text-left text-soft">
          <tr>
            <th className="pr-4 font-normal">Figure</th>
            <th className="pr-4 font-normal">Used instead</th>
            <th className="pr-4 text-right font-normal">Values that differ</th>
            <th className="font-normal">Largest differences, now → instead</th>
          </tr>
        </thead>
        <tbody>
          {found.map((one) => (
            <tr key={`${one.insight} ${idOf(one.rule)}`} className="align-top">
              <td className="pr-4">{insights.get(one.insight)?.title ?? one.insight}</td>
              <td className="pr-4">{ruleName(one.rule)}</td>
              <td className="pr-4 text-right">{`${count(one.moved)} of ${count(one.cells)}`}</td>
              <td>
                {moves(one).map((line) => (
                  <p key={line}>{line}</p>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
