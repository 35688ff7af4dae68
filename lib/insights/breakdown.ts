import { z } from "zod";
import type { Breakdown } from "./insight";

export const breakdownParam = z
  .string()
  .default("none")
  .meta({ title: "Break down by", description: "none, or an attribute", choices: "breakdowns" });

/** By a trait of the patient, as it was at the index. */
export const byTrait = ({ breakdown }: { breakdown: string }): Breakdown =>
  breakdown === "none" ? { by: "none" } : { by: "trait", name: breakdown };
