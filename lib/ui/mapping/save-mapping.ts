import type { Mapping } from "@/lib/ingest/mapping/mapping";
import { save } from "../kit/save";

export const saveMapping = (mapping: Mapping): void =>
  save(
    `${JSON.stringify(mapping, null, 2)}\n`,
    `${mapping.name.replaceAll(/[^\p{L}\p{N}]+/gu, "-").toLowerCase()}.mapping.json`,
    "application/json",
  );
