"use client";
import { describe } from "@/lib/failure";
import { Button } from "../kit/button";
import { Icon } from "../kit/icon";
import { rowsSentence } from "./rows-sentence";
import { useWorkspace } from "./provider";
import type { Refused } from "./state";

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
            <span className="text-soft">{rowsSentence(segment)}</span> <KeptWords blob={segment.blob} />
          </li>
        ))}
      </ul>
      <Button kind="quiet" aria-label="Close this message" onPress={dismiss}>
        <Icon name="close" />
      </Button>
    </section>
  );
}
