"use client";
import { type ReactNode, type RefObject, useCallback, useLayoutEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";

type Reach = { scrolls: boolean; left: boolean; right: boolean };
const whole: Reach = { scrolls: false, left: false, right: false };

/** Whether an element scrolls sideways, and on which side of what is seen more of it lies. */
export function useReach<E extends HTMLElement>(): [RefObject<E | null>, Reach] {
  const box = useRef<E>(null);
  const [reach, setReach] = useState(whole);
  const measure = useCallback(() => {
    const element = box.current;
    if (!element) return;
    const over = element.scrollWidth - element.clientWidth;
    const next = {
      scrolls: over > 1,
      left: over > 1 && element.scrollLeft > 1,
      right: over > 1 && element.scrollLeft < over - 1,
    };
    setReach((old) => (JSON.stringify(old) === JSON.stringify(next) ? old : next));
  }, []);
  // What stands in it may have become another, of another width.
  useLayoutEffect(measure);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    // At once: until then it would scroll and be out of reach of keys.
    const observer = new ResizeObserver(() => flushSync(measure));
    observer.observe(element);
    if (element.firstElementChild) observer.observe(element.firstElementChild);
    element.addEventListener("scroll", measure, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", measure);
    };
  }, [measure]);
  return [box, reach];
}

/** A shade at the side that more lies on. */
export const edgeClass = ({ left, right }: Reach): string =>
  [
    right && left
      ? "mask-[linear-gradient(to_right,#0008,#000_28px,#000_calc(100%-44px),#0003)]"
      : right
        ? "mask-[linear-gradient(to_right,#000_calc(100%-44px),#0003)]"
        : left && "mask-[linear-gradient(to_right,#0008,#000_28px)]",
  ]
    .filter(Boolean)
    .join("");

type WideProps = { label: string; className?: string; children: ReactNode };

/** Holds what may be wider than its place: where it is, the side that more lies on fades, and it is a stop of its own that arrow keys scroll. */
export function Wide({ label, className = "", children }: WideProps) {
  const [box, reach] = useReach<HTMLDivElement>();
  return (
    <div
      ref={box}
      className={`${reach.scrolls ? "overflow-auto" : "overflow-x-hidden overflow-y-auto"} ${edgeClass(reach)} ${className}`}
      {...(reach.scrolls
        ? { role: "region", "aria-label": `${label}, scrolls sideways`, tabIndex: 0 }
        : { tabIndex: -1 })}
    >
      {children}
    </div>
  );
}
