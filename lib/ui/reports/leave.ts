import type { Study } from "@/lib/log/study";
import type { Made } from "@/lib/reports/made";
import { leftBefore, rememberLeft } from "../export/release";

/** Remembers that readers have a report: nothing leaves later that gives away, together with it, what it hides. */
export function letLeave(study: Study, { published }: Made): void {
  if (!leftBefore(study).includes(published)) rememberLeft(study, published);
}
