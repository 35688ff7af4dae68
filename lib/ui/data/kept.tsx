"use client";
import { bytes, plural } from "@/lib/charts/format";
import { describe, type Failure } from "@/lib/failure";
import { useWorkspace } from "../study/provider";
import type { Keeping } from "../study/keeping";

function Trouble({ failure }: { failure: Failure }) {
  const { what, next } = describe(failure);
  return (
    <p role="alert" className="rounded-field bg-copper-soft px-3 py-2">
      <strong className="font-semibold">{what}</strong> <span className="text-soft">{next}</span>
    </p>
  );
}

function roomWords({ room }: Extract<Keeping, { kind: "open" }>): string {
  if (!room) return "";
  const lasting = room.lasting
    ? "The browser promises to keep them until you forget them."
    : "The browser may clear them when disk space runs short: keep the original files.";
  return `${bytes(room.used)} used of ${bytes(room.quota)}. ${lasting}`;
}

/** What this browser keeps, and whether it will last. */
export function KeptCard() {
  const { keeping } = useWorkspace();
  return (
    <section aria-labelledby="kept" className="card space-y-2">
      <h2 id="kept" className="text-lg!">
        Kept in this browser
      </h2>
      {keeping.kind === "off" && <Trouble failure={keeping.failure} />}
      {keeping.kind === "open" && (
        <>
          {keeping.trouble && <Trouble failure={keeping.trouble} />}
          <p role="status">
            {keeping.saving
              ? `Saving file ${keeping.saving.done + 1} of ${keeping.saving.files}.`
              : `${plural(keeping.segments.length, "file")} kept.`}
          </p>
          <p className="text-soft">{roomWords(keeping)}</p>
        </>
      )}
    </section>
  );
}
