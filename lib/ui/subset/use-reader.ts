import { useQuery } from "@tanstack/react-query";
import type { Reader } from "@/lib/ingest/read/reader";
import type { Segment } from "@/lib/log/study";

/** The file of a segment, opened where it is not open yet; null until then. */
export function useReader({ id, file, bytes, reader }: Segment): Reader | null {
  const { data } = useQuery({ queryKey: ["file of", id, file, bytes], queryFn: () => reader.opened(), gcTime: 0 });
  return data ?? null;
}
