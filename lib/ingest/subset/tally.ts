import type { Ref } from "../mapping/mapping";
import type { Reader } from "../read/reader";

const mostWords = 2000;

/** What a reference says in a file, the most frequent first; a file that says more than 2,000 different things is read no further. Reads its columns once. */
export async function tally(reader: Reader, ref: Ref, signal?: AbortSignal): Promise<string[]> {
  if ("constant" in ref) return [ref.constant];
  const words: string[] = [];
  const counts: number[] = [];
  for await (const batch of reader.worded(ref, signal ? { signal } : {})) {
    words.push(...batch.words);
    for (const code of batch.codes) if (code >= 0) counts[code] = (counts[code] ?? 0) + 1;
    if (words.length > mostWords) break;
  }
  return words
    .map((word, code) => ({ word, rows: counts[code] ?? 0 }))
    .toSorted((a, b) => b.rows - a.rows)
    .map(({ word }) => word);
}
