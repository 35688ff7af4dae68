import { sql, type Sql } from "../sql";
import { standing, table } from "./schema";

/** Events as known at a moment (ISO UTC, inclusive), with the role of their type: one version of each, as it held then. */
export const knownAt = (moment: string): Sql => sql`(
  SELECT e.*, role FROM ${table("received")} e LEFT JOIN ${table("roles")} USING (type)
  WHERE standing <> ${standing.duplicate} AND recorded_at <= ${moment}::TIMESTAMP AND (known_until IS NULL OR known_until > ${moment}::TIMESTAMP))`;
