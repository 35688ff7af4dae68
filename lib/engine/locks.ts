import { sql } from "../sql";

/** Settings that hold before the first file is read; after the last of them no other can be changed. */
export const locks = [
  sql`SET autoload_known_extensions = false`,
  sql`SET autoinstall_known_extensions = false`,
  sql`SET enable_external_access = false`,
  sql`SET lock_configuration = true`,
];

/** The compressed in-memory database that holds the projection. */
export const attach = sql`ATTACH ':memory:' AS log (COMPRESS)`;
