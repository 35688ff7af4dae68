"use client";
import { createContext, useContext } from "react";

/** Where pressing a mark selects who is behind it. */
type Brush = {
  /** What is picked meanwhile is one selection in the place of the one before: what stands for it, null where nobody is behind any of it. */
  together(pick: () => void): string | null;
  /** What stands for the selection of this figure; null where there is none. */
  selected: string | null;
};

/** Null where a mark opens who is behind it. */
export const BrushContext = createContext<Brush | null>(null);
export const useBrush = (): Brush | null => useContext(BrushContext);
