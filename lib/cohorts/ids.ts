import { list, sql, type Sql } from "../sql";
import type { SubjectId } from "./cohort";

/** Whether a namespace and an id are among some; of any namespace where none is said. */
export function amongIds(ids: readonly SubjectId[], namespace: Sql, id: Sql): Sql {
  const anywhere = ids.flatMap((one) => (one.namespace === undefined ? one.id : []));
  const there = ids.flatMap((one) => (one.namespace === undefined ? [] : sql`(${one.namespace}, ${one.id})`));
  return sql`(${id} IN ${list(anywhere)}${there.length > 0 ? sql` OR (${namespace}, ${id}) IN ${list(there)}` : sql``})`;
}
