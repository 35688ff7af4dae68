import type { AnyView } from "@/lib/insights/view";
import { viewById } from "@/lib/insights/views";
import type { Made } from "@/lib/reports/made";

/** The views of the figures of a report, by their insights. */
export const viewsOf = ({ parts }: Made): ReadonlyMap<string, AnyView> =>
  new Map(
    parts.flatMap((part): [string, AnyView][] => {
      const view = part.kind === "figure" ? viewById(part.insight) : null;
      return part.kind === "figure" && view ? [[part.insight, view]] : [];
    }),
  );
