import { type KeyboardEvent, useState } from "react";

/** A mark of a figure: the series it belongs to and its place along the axis. */
export type At = { series: number; index: number };

/** `apart` where each series has its marks at places of its own: up and down then lead to the nearest of the next. */
export type Marks = { series: number; length: number; apart?: boolean; has(at: At): boolean };

const step = (marks: Marks, from: At, series: number, index: number): At => {
  for (
    let at = { series: from.series + series, index: from.index + index };
    inside(marks, at);
    at = { series: at.series + series, index: at.index + index }
  )
    if (marks.has(at)) return at;
  return from;
};

const inside = ({ series, length }: Marks, at: At) =>
  at.series >= 0 && at.series < series && at.index >= 0 && at.index < length;

/** The first mark met when looking from one corner; null where there is none. */
function first(marks: Marks, series: number, backwards = false): At | null {
  for (let i = 0; i < marks.length; i++) {
    const at = { series, index: backwards ? marks.length - 1 - i : i };
    if (marks.has(at)) return at;
  }
  return series + 1 < marks.series ? first(marks, series + 1, backwards) : null;
}

/** The mark of the next series that lies nearest along the axis. */
function across(marks: Marks, from: At, series: number): At {
  const to = from.series + series;
  if (to < 0 || to >= marks.series) return from;
  for (let off = 0; off < marks.length; off++)
    for (const index of [from.index - off, from.index + off]) {
      const at = { series: to, index };
      if (inside(marks, at) && marks.has(at)) return at;
    }
  return from;
}

function moved(marks: Marks, at: At, key: string): At | null {
  switch (key) {
    case "ArrowRight":
      return step(marks, at, 0, 1);
    case "ArrowLeft":
      return step(marks, at, 0, -1);
    case "ArrowDown":
      return marks.apart ? across(marks, at, 1) : step(marks, at, 1, 0);
    case "ArrowUp":
      return marks.apart ? across(marks, at, -1) : step(marks, at, -1, 0);
    case "Home":
      return first(marks, at.series);
    case "End":
      return first(marks, at.series, true);
    default:
      return null;
  }
}

/** The places from one mark to another along a series. */
export function stretch({ series, index }: At, to: number): At[] {
  const [from, end] = [Math.min(index, to), Math.max(index, to)];
  return Array.from({ length: end - from + 1 }, (_, i) => ({ series, index: from + i }));
}

/** One focus stop for a whole figure: arrows walk its marks, Enter picks one, Escape lets go. Where a stretch can be brushed, Shift with the arrows extends it along its series. */
export function useRoving(marks: Marks, onPick: (at: At) => void, onBrush: ((from: At, to: number) => unknown) | null) {
  const [held, setActive] = useState<At | null>(null);
  const [anchor, setAnchor] = useState<At | null>(null);
  const active = held && inside(marks, held) && marks.has(held) ? held : null;
  const from = active && anchor?.series === active.series ? anchor : null;
  const release = () => {
    setAnchor(null);
    setActive(null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") return release();
    const at = active ?? first(marks, 0);
    if (!at) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      if (!active) return setActive(at);
      setAnchor(null);
      if (from && onBrush) onBrush(from, active.index);
      else onPick(active);
      return;
    }
    const next = moved(marks, at, event.key);
    if (!next) return;
    event.preventDefault();
    setAnchor(onBrush && event.shiftKey && next.series === at.series ? (from ?? at) : null);
    setActive(active || event.key === "End" ? next : at);
  };
  return { active, setActive, onKeyDown, from, release };
}
