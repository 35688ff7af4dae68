"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { count, isoMoment, plural } from "@/lib/charts/format";
import { contradictions, withoutEffect, type Version } from "@/lib/log/contradictions";
import type { Study } from "@/lib/log/study";
import { EventWhole } from "../behind/event-whole";
import { Loaded } from "../behind/loaded";
import { Panel } from "../behind/panel";
import { Button } from "../kit/button";
import { useMoment } from "../known/use-known";
import { DecidingRule } from "./deciding-rule";

const [shown, most] = [4, 50];

/** Facts that contradict each other, all versions side by side, and the rule that decides which one is used. */
export function Contradictions({ study }: { study: Study }) {
  const { moment } = useMoment(study);
  const [opened, setOpened] = useState<Version | null>(null);
  const [all, setAll] = useState(false);
  const query = useQuery({
    queryKey: ["contradictions", study.digest, study.rule, moment],
    queryFn: async () => ({
      ...(await contradictions(study, moment, most)),
      idle: await withoutEffect(study, most),
    }),
  });
  return (
    <section aria-labelledby="contradictions" className="card">
      <h2 id="contradictions" className="mb-1 text-lg!">
        Contradictions
      </h2>
      <Loaded query={query}>
        {({ total, cases, idle }) => (
          <>
            <p className="mb-3 text-soft">
              {total === 0
                ? "No record contradicts an earlier one."
                : `${plural(total, "record")} ${total === 1 ? "says" : "say"} something else than an earlier one of the same event. All versions are kept.`}
            </p>
            {total > 0 && <DecidingRule study={study} />}
            <ul className="mt-4 grid grid-cols-[minmax(0,1fr)] gap-3 xl:grid-cols-2">
              {cases.slice(0, all ? most : shown).map((versions) => (
                <li key={versions.map(({ segment, row }) => `${segment} ${row}`).join()}>
                  <Case versions={versions} onOpen={setOpened} />
                </li>
              ))}
            </ul>
            {cases.length > shown && !all && (
              <Button className="mt-3" onPress={() => setAll(true)}>
                {`Show the latest ${count(cases.length)}`}
              </Button>
            )}
            {idle.length > 0 && (
              <>
                <h3 className="mt-5 mb-1 font-semibold">Corrections without effect</h3>
                <ul className="space-y-0.5 text-sm">
                  {idle.map(({ kind, patient, type, recordedAt, segment, row }) => (
                    <li key={`${segment} ${row}`} className="break-words">
                      {`${type} of patient ${patient}, recorded ${isoMoment(recordedAt)}: `}
                      <span className="text-soft">
                        {kind === "pending"
                          ? "the event that it names has not been seen yet"
                          : "it would close a cycle of corrections"}
                      </span>
                    </li>
                  ))}
                </ul>
              </>
            )}
          </>
        )}
      </Loaded>
      {opened && (
        <Panel title={opened.type ?? ""} about={`Patient ${opened.patient ?? ""}`} onClose={() => setOpened(null)}>
          <EventWhole study={study} event={opened} />
        </Panel>
      )}
    </section>
  );
}

const facts = [
  ["item", "Item"],
  ["dose", "Dose"],
  ["perDay", "Doses a day"],
  ["daysSupply", "Days supplied"],
  ["value", "Value"],
  ["unit", "Unit"],
  ["reason", "Reason"],
  ["until", "Until"],
  ["occurredAt", "Occurred at"],
  ["recordedBy", "Recorded by"],
  ["source", "Source"],
] as const;

const told = (version: Version, name: (typeof facts)[number][0]): string => {
  const value = version[name];
  return value === null ? "–" : name === "occurredAt" ? isoMoment(String(value)) : String(value);
};

function Case({ versions, onOpen }: { versions: readonly Version[]; onOpen(version: Version): void }) {
  const [first] = versions;
  const differing = facts.filter(([name]) => new Set(versions.map((version) => told(version, name))).size > 1);
  return (
    <div
      className="overflow-x-auto rounded-field border border-line p-3"
      role="region"
      aria-label="Versions"
      tabIndex={0}
    >
      <table className="w-full text-sm">
        <caption className="mb-2 text-left font-medium">{`${first?.type ?? ""} of patient ${first?.patient ?? ""}`}</caption>
        <thead>
          <tr className="text-left align-top">
            <td />
            {versions.map((version) => (
              <th key={`${version.segment} ${version.row}`} scope="col" className="min-w-40 pr-4 pb-1 font-normal">
                <span className={version.inForce ? "font-medium text-teal" : "text-soft"}>
                  {version.inForce ? "In use" : "Not in use"}
                </span>
                <span className="block text-soft">
                  {version.recordedAt ? `recorded ${isoMoment(version.recordedAt)}` : ""}
                </span>
                <Button kind="quiet" onPress={() => onOpen(version)}>
                  Open
                </Button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {differing.map(([name, label]) => (
            <tr key={name}>
              <th scope="row" className="pr-4 text-left font-normal whitespace-nowrap text-soft">
                {label}
              </th>
              {versions.map((version) => (
                <td key={`${version.segment} ${version.row}`} className="pr-4 break-words">
                  {told(version, name)}
                </td>
              ))}
            </tr>
          ))}
          {differing.length === 0 && (
            <tr>
              <td />
              <td colSpan={versions.length} className="text-soft">
                They differ in what no figure uses; open one to see it whole.
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}
