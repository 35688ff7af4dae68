import { prepare } from "../prepare";
import { open } from "../read/open";

/** How often a sample is read: code that ran so often is compiled for good. */
const times = 4;

/** Reads a sample as a file is read, and keeps nothing of it: the first batches of the first file come as fast as those after them. */
export async function rehearse(sample: Blob): Promise<void> {
  const prepared = await prepare(await open(sample, "rehearsal.parquet"));
  if (!prepared.mapped) return;
  for (let i = 0; i < times; i++) {
    const batches = prepared.reader.encoded(prepared.mapping);
    while (!(await batches.next()).done);
  }
  prepared.reader.close();
}
