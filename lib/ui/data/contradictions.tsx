"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { count, plural } from "@/lib/charts/format";
import { contradictions, type Named, type Version, withoutEffect } from "@/lib/log/contradictions";
import type { Study } from "@/lib/log/study";
import { EventWhole } from "../behind/event-whole";
import { Loaded } from "../behind/loaded";
import { Panel } from "../behind/panel";
import { Button } from "../kit/button";
import { useMoment } from "../known/use-known";
import { DecidingRule } from "./deciding-rule";
import { Versions } from "./versions";
import { WithoutEffect } from "./without-effect";

const [shown, most] = [4, 50];

/** Facts that contradict each other, all versions side by side, and the rule that decides which one is used. */
export function Contradictions({ study }: { study: Study }) {
  const { moment } = useMoment(study);
  const [opened, setOpened] = useState<Version | Named | null>(null);
  const [all, setAll] = useState(false);
  const query = useQuery({
    queryKey: ["contradictions", study.digest, study.rule, moment],
    queryFn: async () => ({
      ...(await contradictions(study, moment, most)),
      idle: await withoutEffect(study, moment, most),
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
            {cases.length > 0 && (
              <ul className="mt-4 grid grid-cols-[minmax(0,1fr)] gap-3 xl:grid-cols-2">
                {cases.slice(0, all ? most : shown).map((versions) => (
                  <li key={versions.map(({ segment, row }) => `${segment} ${row}`).join()}>
                    <Versions versions={versions} onOpen={setOpened} />
                  </li>
                ))}
              </ul>
            )}
            {cases.length > shown && !all && (
              <Button className="mt-3" onPress={() => setAll(true)}>
                {`Show the latest ${count(cases.length)}`}
              </Button>
            )}
            {idle.total > 0 && <WithoutEffect {...idle} onOpen={setOpened} />}
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
