"use client";
import { count, plural } from "@/lib/charts/format";
import { describe } from "@/lib/failure";
import type { Segment } from "@/lib/log/study";
import { Button } from "../kit/button";
import { Icon } from "../kit/icon";
import { useWorkspace } from "./provider";
import type { Refused } from "./state";

function sentence({ counts, mapping }: Segment): string {
  const { rows, fresh, duplicates, conflicts, quarantined, reference, erased, leftOut } = counts;
  if (reference === rows) return `${plural(rows, "row")} of reference data; no events in it.`;
  if (fresh === 0 && duplicates + leftOut === rows && duplicates > 0)
    return "This file was already loaded: nothing changed.";
  const parts = [
    plural(fresh, "new event"),
    duplicates > 0 && `${count(duplicates)} already known`,
    conflicts > 0 && `${count(conflicts)} in conflict`,
    quarantined > 0 && `${plural(quarantined, "row")} set aside`,
    erased > 0 && `${plural(erased, "row")} of erased patients left out`,
    leftOut > 0 && `${plural(leftOut, "row")} not loaded`,
  ];
  return `${parts.filter(Boolean).join(", ")}. Read as ${mapping.name}.`;
}

function Fault({ refused: { failure } }: { refused: Pick<Refused, "failure"> }) {
  const { what, next } = describe(failure);
  return (
    <p>
      <strong className="font-semibold">{what}</strong> <span className="text-soft">{next}</span>
    </p>
  );
}

/** Whether a loaded file is kept in this browser yet. */
function KeptWords({ blob }: { blob: Blob }) {
  const { keeping } = useWorkspace();
  if (keeping.kind !== "open") return null;
  if (keeping.of.has(blob)) return <span className="text-moss">Kept in this browser.</span>;
  return keeping.saving ? <span className="text-soft">Being saved in this browser.</span> : null;
}

/** What came of the files that were given last: loaded, refused with the reason, or cancelled. */
export function LoadedFiles() {
  const { outcome, dismiss } = useWorkspace();
  if (!outcome) return null;
  const { loaded, refused, failure } = outcome;
  if (loaded.length + refused.length === 0 && !failure) return null;
  const bad = refused.length > 0 || (failure !== null && failure.kind !== "cancelled");
  return (
    <section
      role={bad ? "alert" : "status"}
      className={`card flex items-start gap-3 ${bad ? "border-copper! bg-copper-soft!" : ""}`}
    >
      <span className={`mt-0.5 ${bad ? "text-copper" : "text-moss"}`}>
        <Icon name={bad ? "alert" : "check"} />
      </span>
      <ul className="min-w-0 grow space-y-1.5">
        {failure && (
          <li>
            <Fault refused={{ failure }} />
          </li>
        )}
        {refused.map((one) => (
          <li key={one.file} className="break-words">
            <Fault refused={one} />
          </li>
        ))}
        {loaded.map((segment) => (
          <li key={segment.id} className="break-words">
            <strong className="font-semibold">{segment.file}</strong>{" "}
            <span className="text-soft">{sentence(segment)}</span> <KeptWords blob={segment.blob} />
          </li>
        ))}
      </ul>
      <Button kind="quiet" aria-label="Close this message" onPress={dismiss}>
        <Icon name="close" />
      </Button>
    </section>
  );
}
