import { lettered } from "@/lib/cohorts/lettered";
import type { Columns, Row } from "@/lib/engine/decode";
import type { Profile } from "@/lib/export/disclosure/profile";
import type { Published } from "@/lib/export/disclosure/published";
import { type Leaving, release, type Released } from "@/lib/export/gate";
import { attributesOf } from "@/lib/insights/attributes";
import { differenceAside } from "@/lib/insights/between";
import type { AnyInsight } from "@/lib/insights/insight";
import type { Study } from "@/lib/log/study";
import { leaving, leavingDifference } from "@/lib/reports/leaving";
import type { Answered } from "../insight/use-answer";

/** The cells with those of an earlier moment beside them. */
export type Whole = { columns: Columns; rows: readonly Row[] };

/** What of an answer may leave at all, of the cells or of what stands beside them; null where nothing may. */
function leavingOf(
  study: Study,
  insight: AnyInsight,
  answer: Answered,
  profile: Profile,
  aside: string | null,
): Leaving | null {
  if (!insight.discloses) return null;
  const parsed = insight.params.safeParse(answer.params);
  if (!parsed.success) return null;
  const { data: params } = parsed;
  const breakdown = insight.breakdown(params, attributesOf(study));
  const asked = { insight, params, cohorts: lettered(answer.cohorts ?? []), breakdown };
  return aside === differenceAside ? leavingDifference(asked, answer) : leaving(asked, answer, profile);
}

/** Whether a table of an insight may leave: it was said what it tells of patients. */
export const mayLeave = ({ discloses, estimates }: AnyInsight, aside: string | null): boolean =>
  discloses !== undefined &&
  (aside === null || discloses.also?.[aside] !== undefined || (aside === differenceAside && estimates !== undefined));

/** A table for the patient's own team, which has it whole. */
const whole = ({ columns, rows }: Whole): Leaving => ({
  tables: [{ table: "cells", scope: "", columns, rows, statement: { key: [], counts: {} } }],
  summed: [],
});

/** A table of an answer through the gate, with what readers have of it; the one beside it where all of it may be seen. `earlier`: what they have already. Null where it may not leave. Throws Failed where it cannot be protected. */
export function releasedTable(
  study: Study,
  insight: AnyInsight,
  answer: Answered,
  profile: Profile,
  aside: string | null,
  beside: Whole | null,
  earlier: readonly Published[],
): { released: Released; published: Published } | null {
  const given = beside && profile.kind === "none" ? whole(beside) : leavingOf(study, insight, answer, profile, aside);
  if (!given) return null;
  const rule = { name: insight.title, digest: answer.known.digest, profile, earlier };
  const { figures, published } = release([given], rule);
  const found = figures[0]?.find(({ table }) => table === (aside ?? "cells")) ?? null;
  return found && { released: found, published };
}
