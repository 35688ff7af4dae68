"use client";
import { useSyncExternalStore } from "react";
import { z } from "zod";
import { dailyMeasures } from "@/lib/insights/patient-adherence";

/** The kinds of lanes, in the order in which they stand where no other is chosen. */
export const laneKinds = [
  { id: "adherence", label: "Adherence" },
  { id: "follow-up", label: "Follow-up" },
  { id: "prescribed", label: "Prescribed" },
  { id: "supply", label: "Supply" },
  { id: "doses", label: "Doses" },
  { id: "stays", label: "Stays" },
  { id: "scores", label: "Scores" },
  { id: "tasks", label: "Tasks" },
  { id: "other", label: "Other events" },
] as const;
const ids = laneKinds.map(({ id }) => id);
const kinds = z.array(z.enum(ids));

const adherence = z.object({
  measure: z.enum(dailyMeasures),
  /** Days that a share is of. */
  window: z.int().min(7).max(365),
  threshold: z.number().min(0).max(1),
  /** Whether the middle half of the cohort is drawn with it. */
  band: z.boolean(),
});
export type AdherenceSettings = z.infer<typeof adherence>;

const remembered = z.object({ order: kinds, hidden: kinds, together: kinds, adherence });
type Remembered = z.infer<typeof remembered>;
export type LaneKind = (typeof ids)[number];

/** How lanes stand: their order by kind, what is hidden, and which kinds have one lane for all their items. Single lanes are hidden in this tab only: their names are words of the data. */
export type LaneSettings = Remembered & { hiddenLanes: readonly string[] };

const usual: LaneSettings = {
  order: [...ids],
  hidden: [],
  together: [],
  hiddenLanes: [],
  adherence: { measure: "supply", window: 90, threshold: 0.8, band: false },
};
const key = "rivergraph:lanes";
const changed = "rivergraph:lanes-changed";

let held: LaneSettings | null = null;

function read(): LaneSettings {
  if (held) return held;
  held = usual;
  try {
    const told: unknown = JSON.parse(window.localStorage.getItem(key) ?? "null");
    const parsed = remembered.safeParse(told);
    if (parsed.success) {
      const order = [...new Set([...parsed.data.order, ...ids])];
      held = { ...parsed.data, order, hiddenLanes: [] };
    }
  } catch {
    // A browser that keeps nothing, or something else under this name: as usual.
  }
  return held;
}

function write(next: LaneSettings): void {
  held = next;
  const { hiddenLanes: _, ...kept } = next;
  try {
    window.localStorage.setItem(key, JSON.stringify(kept));
  } catch {
    // It then holds for this tab.
  }
  window.dispatchEvent(new Event(changed));
}

function subscribe(listen: () => void) {
  window.addEventListener(changed, listen);
  return () => window.removeEventListener(changed, listen);
}

/** How lanes stand, remembered on this machine for every patient. */
export function useLaneSettings(): [LaneSettings, (change: Partial<LaneSettings>) => void, () => void] {
  const settings = useSyncExternalStore(subscribe, read, () => usual);
  return [settings, (change) => write({ ...settings, ...change }), () => write(usual)];
}
