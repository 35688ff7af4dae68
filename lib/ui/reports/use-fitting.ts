import { useLayoutEffect, useRef, useState } from "react";

/** How wide a sheet is with its margins, and below which share of that text is no longer read with ease: figures are then scrolled to. */
const [wide, least] = [724, 0.75];

/** By how much a sheet is made smaller to fit its place. */
export function useFitting<T extends HTMLElement>() {
  const place = useRef<T>(null);
  const [zoom, setZoom] = useState(1);
  useLayoutEffect(() => {
    const { current } = place;
    if (!current) return undefined;
    const measure = () => {
      const share = current.clientWidth / wide;
      setZoom(share < least ? 1 : Math.min(1, share));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    return () => observer.disconnect();
  }, []);
  return { place, zoom };
}
