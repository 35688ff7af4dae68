import { useState } from "react";
import { count, isoMoment, plural } from "@/lib/charts/format";
import type { Named } from "@/lib/log/contradictions";
import { Button } from "../kit/button";

const shown = 4;

const why = {
  pending: "the event that it names has not been seen yet",
  cycle: "it would close a cycle of corrections",
} as const;

/** Corrections and retractions that do nothing, the latest first, each with its reason. */
export function WithoutEffect({
  total,
  latest,
  onOpen,
}: {
  total: number;
  latest: readonly Named[];
  onOpen(event: Named): void;
}) {
  const [all, setAll] = useState(false);
  return (
    <>
      <h3 className="mt-5 mb-1 font-semibold">Corrections without effect</h3>
      <p className="mb-2 text-soft">{`${plural(total, "correction or retraction", "corrections and retractions")} ${total === 1 ? "does" : "do"} nothing so far.`}</p>
      <ul className="space-y-0.5 text-sm">
        {latest.slice(0, all ? latest.length : shown).map((one) => (
          <li key={`${one.segment} ${one.row}`} className="break-words">
            {`${one.type} of patient ${one.patient}, recorded ${isoMoment(one.recordedAt)}: `}
            <span className="text-soft">{`${why[one.kind]}. `}</span>
            <Button
              kind="link"
              aria-label={`Open the ${one.type} of patient ${one.patient}`}
              onPress={() => onOpen(one)}
            >
              Open
            </Button>
          </li>
        ))}
      </ul>
      {latest.length > shown && !all && (
        <Button className="mt-3" onPress={() => setAll(true)}>
          {`Show the latest ${count(latest.length)}`}
        </Button>
      )}
    </>
  );
}
