import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import type { Reader } from "@/lib/ingest/read/reader";
import type { Segment } from "@/lib/log/study";

/** The file of a segment, opened where it is not open yet. */
export const useReader = ({ id, file, bytes, reader }: Segment): UseQueryResult<Reader> =>
  useQuery({ queryKey: ["file of", id, file, bytes], queryFn: () => reader.opened(), gcTime: 0 });
