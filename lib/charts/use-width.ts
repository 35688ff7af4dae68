import { type RefObject, useLayoutEffect, useRef, useState } from "react";
import { usePaper } from "./paper";

/** The width of an element in pixels, null before it is known; on paper the one there is. */
export function useWidth<E extends HTMLElement>(): [RefObject<E | null>, number | null] {
  const paper = usePaper()?.width ?? null;
  const ref = useRef<E>(null);
  const [width, setWidth] = useState<number | null>(null);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element || paper !== null) return;
    const observer = new ResizeObserver(() => setWidth(Math.floor(element.clientWidth)));
    observer.observe(element);
    setWidth(Math.floor(element.clientWidth));
    return () => observer.disconnect();
  }, [paper]);
  return [ref, paper ?? width];
}
