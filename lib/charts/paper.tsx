"use client";
import { unstable_createAdapterProvider as adapterOf } from "nuqs/adapters/custom";
import { createContext, type ReactNode, useContext, useMemo, useState } from "react";
import { Place } from "./place";

/** A sheet of paper: how wide a figure on it is in pixels, which of its pictures are drawn where not the first, by the names they have in the address, and whether the steps of curves are intervals merged, within which nobody knows how many are at risk. */
export type Sheet = { width: number; shown?: Readonly<Record<string, string>> | undefined; merged?: boolean };

const SheetContext = createContext<Sheet | null>(null);

/** The sheet that this is drawn on; null on screen. */
export const usePaper = (): Sheet | null => useContext(SheetContext);

/** Sets names on paper apart from those of the address. */
const onPaper = "paper.";

/** What figures on paper ask in the place of the address. */
const Address = adapterOf(function useSheet() {
  const shown = usePaper()?.shown ?? {};
  const [searchParams] = useState(
    () => new URLSearchParams(Object.entries(shown).map(([name, picture]) => [`${onPaper}${name}`, picture])),
  );
  return { searchParams, pathname: "", getSearchParamsSnapshot: () => searchParams, updateUrl: () => undefined };
});

/** Draws figures as they stand on paper: of a fixed width, with nothing that waits for a pointer. */
export function Paper({ width, shown, merged = false, children }: Sheet & { children?: ReactNode }) {
  const sheet = useMemo(() => ({ width, shown, merged }), [width, shown, merged]);
  return (
    <SheetContext.Provider value={sheet}>
      <Place.Provider value={onPaper}>
        <Address>{children}</Address>
      </Place.Provider>
    </SheetContext.Provider>
  );
}

/** What is of use on screen alone. */
export const OnScreen = ({ children }: { children: ReactNode }) => (usePaper() ? null : children);

type ColumnsProps = {
  gap: number;
  /** What the first takes of the width. */
  first?: number;
  className: string;
  children: ReactNode;
};

/** Two columns on paper, pictures as wide as the first; on screen what the class says. */
export function Columns({ gap, first = 0.5, className, children }: ColumnsProps) {
  const sheet = usePaper();
  if (!sheet) return <div className={className}>{children}</div>;
  const width = Math.floor((sheet.width - gap) * first);
  const columns = `${width}px ${sheet.width - gap - width}px`;
  return (
    <div className={className} style={{ display: "grid", columnGap: gap, gridTemplateColumns: columns }}>
      <Paper {...sheet} width={width}>
        {children}
      </Paper>
    </div>
  );
}
