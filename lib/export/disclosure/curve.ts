import type { AtTime } from "../../stats/kaplan-meier";
import { primary, smallest, type Profile } from "./profile";
export function merged(rows: readonly AtTime[], profile: Profile): AtTime[] {
  const out: AtTime[] = [];
  let open: AtTime | null = null;
  for (const row of rows) {
    open = open
      ? {
          time: row.time,
          atRisk: open.atRisk,
          events: open.events + row.events,
          censored: open.censored + row.censored,
        }
      : { ...row };
    if (open.atRisk < smallest(profile)) break;
    if (primary(profile, open.events) === null && primary(profile, open.censored) === null) {
      out.push(open);
      open = null;
    }
  }
  return out;
}
