"use client";
import { bytes, plural } from "@/lib/charts/format";
import { describe, type Failure } from "@/lib/failure";
import { shut } from "../kept/shut";
import { Protection } from "../kept/protection";
import { TakeOut } from "../kept/take-out";
import { useWorkspace } from "../study/provider";
import { ExportEvents } from "./export-events";
import type { Keeping } from "../study/keeping/state";

function Off({ failure }: { failure: Failure }) {
  const { what, next } = describe(failure);
  return <p>{`${what} ${next}`}</p>;
}

function roomWords({ room }: Extract<Keeping, { kind: "open" }>): string {
  if (!room) return "";
  const lasting = room.lasting
    ? "The browser promises to keep them until you forget them."
    : "The browser may clear them when disk space runs short: keep the original files.";
  return `${bytes(room.used)} used of ${bytes(room.quota)}. ${lasting}`;
}

/** That what is kept is not what is shown. */
function Aside({ files, kept }: { files: number; kept: number }) {
  const what = files === kept ? "The kept study" : `Of the kept study ${plural(files, "file")}`;
  return (
    <p>
      {`${what} ${files === kept || files === 1 ? "is" : "are"} set aside, not open: what is exported here is the history that this page shows. The kept study opens again with the next visit that does not ask for the demo.`}
    </p>
  );
}

/** What this browser keeps, and whether it will last. */
export function KeptCard() {
  const { study, ...state } = useWorkspace();
  const { keeping } = state;
  const aside = study ? shut(state).length : 0;
  return (
    <section aria-labelledby="kept" className="card space-y-2">
      <h2 id="kept" className="text-lg!">
        Kept in this browser
      </h2>
      {keeping.kind === "off" && <Off failure={keeping.failure} />}
      {keeping.kind === "elsewhere" && (
        <p>What this browser keeps is open in another tab; nothing is kept from here.</p>
      )}
      {keeping.kind === "locked" && <p>What is kept is locked and set aside while another history is open.</p>}
      {keeping.kind === "open" && (
        <>
          <p role="status">
            {keeping.saving
              ? `Saving file ${keeping.saving.done + 1} of ${keeping.saving.files}.`
              : keeping.rewriting
                ? "Everything is being written anew."
                : `${plural(keeping.segments.length, "file")} kept.`}
          </p>
          {aside > 0 && <Aside files={aside} kept={keeping.segments.length} />}
          <p className="text-soft">{roomWords(keeping)}</p>
          {keeping.segments.length > 0 && (
            <div className="border-t border-line pt-3">
              <Protection encrypted={keeping.encrypted} busy={keeping.saving !== null || keeping.rewriting} />
            </div>
          )}
        </>
      )}
      {study && <TakeOut study={study} />}
      {study && (
        <div className="border-t border-line pt-3">
          <ExportEvents study={study} />
        </div>
      )}
    </section>
  );
}
