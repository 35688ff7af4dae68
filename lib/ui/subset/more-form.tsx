import type { Segment } from "@/lib/log/study";
import { Loaded } from "../behind/loaded";
import { useWorkspace } from "../study/provider";
import { PartForm } from "./part-form";
import { useReader } from "./use-reader";

/** Asks how much more of a file is to be loaded. */
export function MoreForm({ segment, onDone }: { segment: Segment; onDone(): void }) {
  const { id, file, mapping, subset } = segment;
  const { extend } = useWorkspace();
  const query = useReader(segment);
  if (!subset) return null;
  return (
    <Loaded query={query}>
      {(reader) => (
        <PartForm
          file={file}
          reader={reader}
          mapping={mapping}
          have={subset}
          onLoad={(more) => {
            onDone();
            void extend(id, more);
          }}
          onLeave={onDone}
        />
      )}
    </Loaded>
  );
}
