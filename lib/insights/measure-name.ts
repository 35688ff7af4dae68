import { spaced } from "../charts/format";

/** “SurveyCompleted (FACT-ES)”, as cells have it, to be read: “survey completed (FACT-ES)”. */
export function measureName(name: string): string {
  const [type = "", ...of] = name.split(" (");
  return [spaced(type), ...of].join(" (");
}
