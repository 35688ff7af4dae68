import { plural } from "@/lib/charts/format";
import type { Answer } from "@/lib/insights/ask";
import { Caveat } from "../kit/caveat";
import { Icon } from "../kit/icon";
import type { Comparison } from "./compared";

/** What differs from the earlier moment, in a sentence. */
export function ComparisonNote({ comparison: { pairs, changed, words } }: { comparison: Comparison }) {
  return (
    <p role="status" className="mb-3 text-sm">
      <strong className="font-semibold">{`Compared with what was known at ${words}: `}</strong>
      {changed === 0 ? "nothing differs." : `${changed} of ${plural(pairs.length, "value")} differ.`}
    </p>
  );
}

/** Says that older events came in since the same figure was seen. */
export function ChangedNote({ answer: { before, known } }: { answer: Answer }) {
  if (!before) return null;
  const added = known.events - before.events;
  return (
    <Caveat>{`The history before this moment has changed since you last saw this figure${added > 0 ? `: ${plural(added, "event")} that ${added === 1 ? "was" : "were"} recorded by then ${added === 1 ? "has" : "have"} been added.` : "."}`}</Caveat>
  );
}

/** Says that patients who were known at the moment have been erased since: their events are in no figure any more. */
export function ErasedNote({ answer: { known }, comparison }: { answer: Answer; comparison: Comparison | null }) {
  const erased = Math.max(known.erased, comparison?.earlier.known.erased ?? 0);
  if (erased === 0) return null;
  return (
    <p className="mb-3 flex items-start gap-2 text-sm text-soft">
      <span className="mt-px">
        <Icon name="people" size={16} />
      </span>
      {`${plural(erased, "patient")} erased since.`}
    </p>
  );
}
