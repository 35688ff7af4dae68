import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { Published } from "@/lib/export/disclosure/published";
import { Failed, type Failure, failureOf } from "@/lib/failure";
import { insights } from "@/lib/insights/registry";
import { viewById } from "@/lib/insights/views";
import type { Study } from "@/lib/log/study";
import { made, type Registry } from "@/lib/reports/compose";
import type { Made } from "@/lib/reports/made";
import type { Spec } from "@/lib/reports/spec";
import { useLeft } from "../export/use-left";

const unknown = (insight: string) => new Failed({ kind: "unknown-insight", insight, known: [...insights.keys()] });

/** The insights of this app, as a report finds them. */
export const registry: Registry = {
  async insight(id) {
    const found = insights.get(id);
    if (!found) throw unknown(id);
    return found;
  },
  async view(id) {
    const found = viewById(id);
    if (!found) throw unknown(id);
    return found;
  },
};

/** A report that was made, with the ids of its parts. */
export type MadeHere = { made: Made; ids: readonly string[] };

/** How far the making of a report is: figures that are answered, of how many. */
export type Progress = { done: number; of: number };

export type Making =
  | { kind: "unfinished"; old: MadeHere | null }
  | { kind: "first"; progress: Progress }
  | { kind: "again"; old: MadeHere; progress: Progress }
  | { kind: "stopped"; old: MadeHere | null }
  | { kind: "failed"; failure: Failure; old: MadeHere | null }
  | { kind: "made"; made: MadeHere };

/** How long after the last change a report is made anew (milliseconds). */
const pause = 700;

type Wanted = { spec: Spec; ids: readonly string[]; earlier: readonly Published[] };

const textOf = (wanted: Pick<Wanted, "spec" | "ids"> | null): string => JSON.stringify(wanted);

/** What is wanted, once it has been so for a while; at once where nothing was. */
function useSettled(wanted: Pick<Wanted, "spec" | "ids"> | null): Wanted | null {
  const [settled, settle] = useState<Wanted | null>(null);
  const { before } = useLeft();
  const latest = useRef(before);
  useEffect(() => {
    latest.current = before;
  }, [before]);
  const text = textOf(wanted);
  const standing = textOf(settled && { spec: settled.spec, ids: settled.ids });
  useEffect(() => {
    if (text === standing || !wanted) return undefined;
    const timer = setTimeout(() => settle({ ...wanted, earlier: latest.current }), standing === "null" ? 0 : pause);
    return () => clearTimeout(timer);
    // What is wanted is told by its text; what leaves meanwhile makes nothing anew.
  }, [text, standing, wanted]);
  return wanted ? settled : null;
}

/** Makes a report anew once it has not been changed for a while; the one before stays meanwhile. Null where there is nothing to make. */
export function useMade(study: Study, wanted: { spec: Spec; ids: readonly string[] } | null) {
  const client = useQueryClient();
  const settled = useSettled(wanted);
  const [progress, tell] = useState<Progress>({ done: 0, of: 0 });
  const queryKey = ["report", study.digest, settled?.earlier.length ?? 0, settled && textOf(settled)];
  const query = useQuery({
    queryKey,
    enabled: settled !== null,
    structuralSharing: false,
    gcTime: 60_000,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }): Promise<MadeHere> => {
      const { spec, ids, earlier } = settled ?? { spec: null, ids: [], earlier: [] };
      if (!spec) throw new Failed({ kind: "cancelled" });
      const onFigure = (done: number, of: number) => tell({ done, of });
      return { made: await made(study, spec, registry, { signal, earlier, onFigure }), ids };
    },
  });
  const old = query.data ?? null;
  const pending = wanted !== null && textOf(wanted) !== textOf(settled && { spec: settled.spec, ids: settled.ids });
  const making = (): Making => {
    if (!wanted) return { kind: "unfinished", old };
    if (query.fetchStatus === "fetching" || pending)
      return old ? { kind: "again", old, progress } : { kind: "first", progress };
    if (query.error) {
      const failure = failureOf(query.error);
      return failure.kind === "cancelled" ? { kind: "stopped", old } : { kind: "failed", failure, old };
    }
    return old && !query.isPlaceholderData ? { kind: "made", made: old } : { kind: "stopped", old };
  };
  return {
    making: making(),
    cancel: () => void client.cancelQueries({ queryKey }),
    again: () => void query.refetch(),
  };
}
