import { sql } from "../../sql";
import { byTrait } from "../breakdown";
import { insight } from "../insight";
import { params } from "./params";
import { made, reads, rows } from "./rows";
import { timeline } from "./timeline";
import { asides, estimates } from "./told";

/** What happens before and after the index day: rates of events by period counted from it, over the days under observation; beside them the most frequent sequences of kinds of events, and what follows what. */
export default insight({
  id: "patterns",
  title: "Event patterns",
  params,
  columns: {
    group: "text",
    event: "text",
    period: "integer",
    patients: "integer",
    events: "integer",
    observed: "integer",
    days: "integer",
    rate: "number",
  },
  key: ["group", "event", "period"],
  rowColumns: () => ({
    n: "integer",
    event: "text",
    period: "integer",
    from: "date",
    to: "date",
    events: "integer",
    next: "text",
    next_day: "date",
  }),
  breakdown: byTrait,
  patients: rows,
  cells: timeline,
  also: asides,
  discloses: {
    alone: true,
    cells: {
      key: ["group", "event", "period"],
      names: ["group", "event"],
      counts: { patients: { of: "observed" }, observed: {} },
      rests: { events: ["patients"], days: ["observed"], rate: ["patients", "observed"] },
      parted: [{ by: "group", counts: ["patients", "observed"] }],
    },
  },
  estimates,
  members: ({ group, event, period }) =>
    sql`r.part = 'period' AND r."group" = ${group} AND r.event = ${event} AND r.period = ${period}`,
  reads,
  events: made,
});
