"use client";
import { createContext, useContext } from "react";

/** Where pressing a mark selects who is behind it. */
type Brush = {
  /** What is picked meanwhile is one selection in the place of the one before: what stands for it, null where nobody is behind any of it. */
  together(pick: () => void): string | null;
  /** What stands for the selection of this figure; null where there is none. */
  selected: string | null;
  /** Whether what is picked meanwhile is selected already: nothing is selected by it. Null where nothing in this figure is, as it is drawn. */
  among: ((pick: () => void) => boolean) | null;
};

/** Null where a mark opens who is behind it. */
export const BrushContext = createContext<Brush | null>(null);
export const useBrush = (): Brush | null => useContext(BrushContext);

/** How a mark that is a button of its own is drawn, by what pressing it picks: as selected, dimmed beside others that are, or as ever. */
export function useMarkClass(): (pick: () => void) => string {
  const among = useBrush()?.among ?? null;
  return (pick) =>
    among === null
      ? ""
      : among(pick)
        ? "outline-2 -outline-offset-2 outline-ink outline-solid"
        : "opacity-75 grayscale";
}
