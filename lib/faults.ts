import type { z } from "zod";

/** What is not as a schema has it, in one line: where, and what it should be. */
export const faultsIn = ({ issues }: z.ZodError): string =>
  issues.map(({ path, message }) => [path.join("."), message].filter(Boolean).join(": ")).join("; ");
