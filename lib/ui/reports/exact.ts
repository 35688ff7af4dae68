import type { Made } from "@/lib/reports/made";
import type { About } from "../export/send";

/** Whether a report is for the patients' own team, which has all of it: it is listed among what has left, and no reader has it. */
export const exact = ({ spec: { disclosure } }: Made): boolean => disclosure.kind === "none";

/** What is listed of such a report when it leaves. */
export const aboutExact = ({ spec: { disclosure }, moment, digest, parts }: Made): About => ({
  what: "report",
  rows: parts
    .flatMap((part) => (part.kind === "figure" ? part.tables : []))
    .reduce((sum, { released }) => sum + released.rows.length, 0),
  patients: null,
  reason: disclosure.kind === "none" ? disclosure.reason : "",
  ids: "none",
  shifted: false,
  without: [],
  knownAt: moment,
  digest,
});
