import type { Engine } from "@/lib/engine/engine";
import { type About, blankDraft, type Draft } from "./report";

/** A report that is being edited, with what the study bar says of it. */
export type Open = { draft: Draft; about: About };

/** The same, and whether it was changed on another page, whose address is not that of the report. */
type Kept = Open & { elsewhere?: true };

/** Of each database the report that is open in this tab. */
const open = new WeakMap<Engine, Kept>();

export const openReport = (engine: Engine): Kept | null => open.get(engine) ?? null;

export const keepOpen = (engine: Engine, report: Kept): void => void open.set(engine, report);

/** What a new report is called. */
export const newTitle = "Report";

/** The report that is open, else a new one about what the bar says. */
export const openOrNew = (engine: Engine, about: About): Open =>
  openReport(engine) ?? { draft: blankDraft(newTitle), about };
