import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { Row } from "@/lib/engine/decode";
import { keyOf, type Question } from "@/lib/insights/ask";
import type { AnyInsight } from "@/lib/insights/insight";
import { allInTurn, type Among, type Turn, turns } from "@/lib/insights/triage";
import type { Mark } from "@/lib/log/marks";
import type { Study } from "@/lib/log/study";
import { useMarks } from "./use-marks";

const limit = 100;

export type MarkFilter = "all" | "none" | Mark["kind"];
export type Filters = { rule: string; containing: string; mark: MarkFilter };
export const everybody: Filters = { rule: "", containing: "", mark: "all" };

/** Those on the list who have a mark, with it; asked only where it is filtered by marks. */
function useMarked(study: Study, insight: AnyInsight, question: Question, wanted: boolean) {
  const { any, of } = useMarks();
  const { data } = useQuery({
    queryKey: ["all in turn", study.digest, insight.id, keyOf(question)],
    queryFn: ({ signal }) => allInTurn(study, insight, question, { signal }),
    enabled: wanted && any,
  });
  if (!wanted || !any) return [];
  return data?.flatMap((patient) => {
    const mark = of(patient);
    return mark ? [{ patient, mark }] : [];
  });
}

/** Of whom the turns are told; undefined until that is known. */
function useAmong(study: Study, insight: AnyInsight, question: Question, cells: readonly Row[], filters: Filters) {
  const { rule, containing, mark } = filters;
  const marked = useMarked(study, insight, question, mark !== "all");
  const found: Among = { cells: rule === "" ? [] : cells.filter((cell) => cell["rule"] === rule), containing };
  if (mark === "all") return found;
  if (!marked) return undefined;
  if (mark === "none") return { ...found, except: marked.map(({ patient }) => patient) };
  return { ...found, only: marked.flatMap((one) => (one.mark.kind === mark ? one.patient : [])) };
}

/** The patients of an insight in the order of their turns, as many as were asked for so far. */
export function useTurns(
  study: Study,
  insight: AnyInsight,
  question: Question,
  cells: readonly Row[],
  filters: Filters,
) {
  const among = useAmong(study, insight, question, cells, filters);
  const query = useInfiniteQuery({
    queryKey: ["turns", study.digest, insight.id, keyOf(question), among],
    queryFn: ({ signal, pageParam }) =>
      turns(study, insight, question, among ?? {}, { signal, limit, offset: pageParam }),
    enabled: among !== undefined,
    initialPageParam: 0,
    getNextPageParam: (last, pages) => (pages.length * limit < last.total ? pages.length * limit : undefined),
    placeholderData: keepPreviousData,
  });
  const patients: readonly Turn[] = query.data?.pages.flatMap((page) => page.patients) ?? [];
  const total = query.data?.pages[0]?.total ?? 0;
  return { query, patients, total, more: () => void (query.hasNextPage && !query.isFetching && query.fetchNextPage()) };
}
