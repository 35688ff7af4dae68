import { useLayoutEffect, useRef } from "react";

/** The height of a row of the board's grid, and the space under a card, in pixels. */
const [row, gap] = [4, 18];

/** Says of a card over how many rows of the board's grid it reaches, so that cards of different heights leave no holes under them. */
export function useRows<T extends HTMLElement>() {
  const card = useRef<T>(null);
  useLayoutEffect(() => {
    const { current } = card;
    if (!current) return undefined;
    const measure = () =>
      current.style.setProperty("--rows", String(Math.ceil((current.getBoundingClientRect().height + gap) / row)));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    return () => observer.disconnect();
  }, []);
  return card;
}
