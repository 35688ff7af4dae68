"use client";
import type { ReactNode } from "react";
import { Button } from "../kit/button";
import { Icon, type IconName } from "../kit/icon";

export type PlaceActs = { first: boolean; last: boolean; onMove(by: -1 | 1): void; onRemove(): void };

type PartFrameProps = PlaceActs & {
  id: string;
  /** What it is called, apart from all others of the report. */
  label: string;
  /** What it is, in full. */
  title: string;
  children: ReactNode;
};

/** A part of a report while it is edited: what it is, its place among the others, and its fields. */
export function PartFrame({ id, label, title, first, last, onMove, onRemove, children }: PartFrameProps) {
  const acts: { name: string; icon: IconName; words: string; can: boolean; act(): void }[] = [
    { name: "up", icon: "up", words: `Move ${label} up`, can: !first, act: () => onMove(-1) },
    { name: "down", icon: "chevron", words: `Move ${label} down`, can: !last, act: () => onMove(1) },
    { name: "remove", icon: "close", words: `Remove ${label}`, can: true, act: onRemove },
  ];
  return (
    <article
      aria-label={label}
      data-part={id}
      tabIndex={-1}
      onFocus={() => showPart(id)}
      className="card px-4! pt-2.5! pb-4!"
    >
      <header className="mb-2 flex items-center gap-0.5">
        <h3 className="min-w-0 grow truncate font-semibold" title={title}>
          {title}
        </h3>
        {acts.map(({ name, icon, words, can, act }) => (
          <Button
            key={name}
            kind="quiet"
            className="px-1.5!"
            data-act={name}
            aria-label={words}
            isDisabled={!can}
            onPress={act}
          >
            <Icon name={icon} size={16} />
          </Button>
        ))}
      </header>
      {children}
    </article>
  );
}

/** The preview shows the part of an id, where it is scrolled by itself. */
function showPart(id: string): void {
  const parts = [...document.querySelectorAll<HTMLElement>("[data-part]")];
  const at = parts.findIndex((one) => one.dataset["part"] === id);
  const sheet = document.querySelector("[data-sheet]");
  // The report's own head stands before its parts.
  const part = sheet?.querySelector(".report")?.children[at + 1];
  if (!sheet || !part || sheet.scrollHeight <= sheet.clientHeight + 1) return;
  const [{ top }, place] = [sheet.getBoundingClientRect(), part.getBoundingClientRect()];
  if (place.top >= top && place.bottom <= top + sheet.clientHeight) return;
  sheet.scrollBy({ top: place.top - top - 16 });
}

/** The part of an id has the focus: the button that was pressed, where it still can be, else the other one that moves it. */
export function focusPart(id: string | undefined, act: "up" | "down" | null): void {
  // The parts stand in their new places once this is drawn.
  setTimeout(() => {
    const part = document.querySelector<HTMLElement>(`[data-part="${id ?? ""}"]`);
    const button = (name: string) => part?.querySelector<HTMLElement>(`[data-act="${name}"]:not([disabled])`);
    const other = act === "up" ? "down" : "up";
    ((act && (button(act) ?? button(other))) ?? part)?.focus();
  });
}
