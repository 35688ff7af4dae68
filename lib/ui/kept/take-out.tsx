"use client";
import { plural } from "@/lib/charts/format";
import { Failed } from "@/lib/failure";
import type { Study } from "@/lib/log/study";
import { RowsLeave } from "../export/rows-leave";
import { useWorkspace } from "../study/provider";

const name = "rivergraph-study.tar";

/** The study as one file, to open elsewhere. */
export function TakeOut({ study }: { study: Study }) {
  const { takeOut } = useWorkspace();
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 border-t border-line pt-3">
      <p className="text-soft">
        All files, mappings and settings as one file. Dropped on any Rivergraph it opens this study.
      </p>
      <RowsLeave
        act="Export the study"
        title="The study leaves this browser"
        words={`All of it as one file: ${plural(study.segments.length, "file")} as they were loaded, with everything that they say of ${plural(study.patients, "patient")} by their own ids. Encrypted, it is unpacked before Rivergraph opens it.`}
        what="study"
        digest={study.digest}
        knownAt={null}
        pseudonyms={false}
        write={async () => {
          const file = await takeOut();
          if (!file) throw new Failed({ kind: "empty-study" });
          return { file, name, rows: study.events, patients: study.patients };
        }}
      />
    </div>
  );
}
