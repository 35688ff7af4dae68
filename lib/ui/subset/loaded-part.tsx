import type { Subset } from "@/lib/ingest/subset/subset";
import type { Segment } from "@/lib/log/study";
import { Button } from "../kit/button";
import { useWorkspace } from "../study/provider";
import { useReader } from "./use-reader";
import { piecesWords, subsetWords } from "./words";

/** Which part of a file is loaded, and the way to more of it. */
export function LoadedPart({ segment, onMore }: { segment: Segment; onMore(): void }) {
  return segment.subset ? <Part segment={segment} subset={segment.subset} onMore={onMore} /> : null;
}

function Part({ segment, subset, onMore }: { segment: Segment; subset: Subset; onMore(): void }) {
  const { id, mapping } = segment;
  const { job, extend } = useWorkspace();
  const { data: reader } = useReader(segment);
  const read = reader ? ` · ${piecesWords(reader, mapping, { want: subset, have: [] })} read` : "";
  return (
    <p className="sticky left-0 mt-1.5 flex w-fit max-w-[calc(100vw-6rem)] flex-wrap items-baseline gap-x-4 gap-y-1">
      <span className="text-ink">{`Loaded in part: ${subsetWords(subset)}${read}`}</span>
      {!job && (
        <>
          <Button kind="link" onPress={onMore}>
            Load more of it
          </Button>
          <Button kind="link" onPress={() => void extend(id, null)}>
            Load the rest
          </Button>
        </>
      )}
    </p>
  );
}
