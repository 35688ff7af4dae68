"use client";
import { Drop } from "../landing/drop";
import { Forgotten } from "../kept/forgotten";
import { Button } from "../kit/button";
import { Incomplete } from "../study/incomplete";
import { LoadingFiles } from "../study/loading";
import { LoadedFiles } from "../study/outcome";
import { useWorkspace } from "../study/provider";
import { Review } from "../mapping/review";

/** Stands on every page that needs a history while there is none: none was loaded, or it is being opened. */
export function NoHistory({ title }: { title: string }) {
  const { add, openDemo, job, waiting, keeping } = useWorkspace();
  if (keeping.kind === "opening") return null;
  return (
    <div className="mx-auto max-w-2xl space-y-4 pt-4 sm:pt-10">
      <Forgotten />
      <h1>{title}</h1>
      {!job && <p className="text-soft">There is no history to ask yet.</p>}
      <LoadedFiles />
      <LoadingFiles />
      <Review />
      {!job && <Incomplete />}
      {!job && waiting.length === 0 && (
        <>
          <Drop compact onFiles={(sources) => void add(sources)} />
          <p className="text-center text-soft">
            Or{" "}
            <Button kind="link" onPress={() => void openDemo()}>
              open the demo history
            </Button>
            .
          </p>
        </>
      )}
    </div>
  );
}
