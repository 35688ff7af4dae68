import type { Data } from "apache-arrow";

/** A batch's columns by name. */
export type Columns = ReadonlyMap<string, Data | undefined>;
