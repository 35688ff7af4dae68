import { sql, type Sql } from "../../sql";
import { scratch } from "../schema";

export type Stop = { signal?: AbortSignal };

/** Relations of one resolution. `repeats`: marks of ids that more than one row has or that a row names. `clashes`: positions at which rows of different ids lie. `versions`: the rows of such ids and positions.
 * `held`: of each id's rows one for each content, and while it holds as far as the others go. `statements`: held rows that end another event while they have effect. `verdicts`: standing and known_until of
 * the rows that are not simply first and in force for good. */
export const [repeats, clashes, versions, held, statements, intricate, verdicts] = [
  scratch("repeats"),
  scratch("clashes"),
  scratch("versions"),
  scratch("held"),
  scratch("statements"),
  scratch("intricate"),
  scratch("verdicts"),
];
export const relations = [repeats, clashes, versions, held, statements, intricate, verdicts];

/** Equal for equal ids; hardly ever for others, and what looks at ids then compares them whole. */
export const mark = (space: Sql, key: Sql): Sql => sql`xor(${space}, ${key})`;

/** Recorded first wins; ties go by what both say, never by which file came first. */
export const order = sql`recorded_at, occurred_at, lane_name, pos, content, segment, row`;
