import type { Engine } from "../engine/engine";
import { roles, type Mapping, type Role } from "../ingest/mapping/mapping";
import { join, sql } from "../sql";
import { table } from "./schema";

/** What each type means, all mappings taken together; where two disagree, the role that `roles` lists first, whichever file came first. */
function rolesOf(mappings: readonly Mapping[]): ReadonlyMap<string, Role> {
  const all = new Map<string, Role>();
  for (const { roles: given } of mappings)
    for (const [type, role] of Object.entries(given)) {
      const other = all.get(type);
      if (other === undefined || roles.indexOf(role) < roles.indexOf(other)) all.set(type, role);
    }
  return all;
}

/** Types whose events withdraw the one they name. */
export const retractionsIn = (mappings: readonly Mapping[]): string[] =>
  [...rolesOf(mappings)].flatMap(([type, role]) => (role === "retraction" ? type : []));

/** Gives the log's types the roles that the mappings of its segments state. */
export async function assignRoles(engine: Engine, mappings: readonly Mapping[]): Promise<void> {
  const stated = [...rolesOf(mappings)].map(([type, role]) => sql`(${type}, ${role})`);
  await engine.query(sql`DELETE FROM ${table("roles")}`);
  if (stated.length > 0)
    await engine.query(
      sql`INSERT INTO ${table("roles")} SELECT key, v.role FROM (VALUES ${join(stated)}) AS v (type, role) JOIN ${table("terms")} ON text = v.type`,
    );
}
