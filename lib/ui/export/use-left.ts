import { useCallback, useMemo } from "react";
import { type Published, publishedSchema } from "@/lib/export/disclosure/published";
import { type Sent, withPublished, withSent } from "@/lib/log/outgoing";
import { useWorkspace } from "../study/provider";

/** What has left of the study that is open, the earliest first: nothing else may leave that these give away together with it. Kept with the study where that is kept. */
export function useLeft(): {
  before: readonly Published[];
  /** Readers have this from now on; rejects where that cannot be kept. */
  remember(published: Published): Promise<void>;
  /** Rows of patients, or an exact table, have left. */
  record(sent: Sent): Promise<void>;
} {
  const { outgoing, noteOutgoing } = useWorkspace();
  const kept = outgoing?.published;
  const before = useMemo(
    () =>
      (kept ?? []).flatMap((one) => {
        const { data } = publishedSchema.safeParse(one);
        return data ? [data] : [];
      }),
    [kept],
  );
  const remember = useCallback(
    async (published: Published) => void (await noteOutgoing((now) => withPublished(now, structuredClone(published)))),
    [noteOutgoing],
  );
  const record = useCallback(
    async (sent: Sent) => void (await noteOutgoing((now) => withSent(now, sent))),
    [noteOutgoing],
  );
  return { before, remember, record };
}
