import type { Study } from "@/lib/log/study";

/** Whose days they are: the row's own zone where a mapping reads one, else the study's. */
export const zoneWords = ({ zone, segments }: Study): string =>
  segments.some(({ mapping }) => mapping.zoneColumn) ? `each row’s own zone, else ${zone}` : zone;
