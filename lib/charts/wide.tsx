"use client";
import { type ReactNode, type RefObject, useLayoutEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { usePaper } from "./paper";

type Reach = { scrolls: boolean; left: boolean; right: boolean };
const whole: Reach = { scrolls: false, left: false, right: false };

const reachOf = (element: HTMLElement): Reach => {
  const over = element.scrollWidth - element.clientWidth;
  return {
    scrolls: over > 1,
    left: over > 1 && element.scrollLeft > 1,
    right: over > 1 && element.scrollLeft < over - 1,
  };
};

/** Whether an element scrolls sideways, and on which side of what is seen more of it lies. Measured once all is laid out, before it is painted: to measure it sooner would lay out the page once more for each. */
export function useReach<E extends HTMLElement>(): [RefObject<E | null>, Reach] {
  const box = useRef<E>(null);
  const [reach, setReach] = useState(whole);
  const watch = useRef<() => void>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    let last = whole;
    const measure = () => {
      const next = reachOf(element);
      if (JSON.stringify(next) === JSON.stringify(last)) return;
      last = next;
      // At once: until then it would scroll and be out of reach of keys.
      flushSync(() => setReach(next));
    };
    const observer = new ResizeObserver(measure);
    watch.current = () => {
      observer.disconnect();
      observer.observe(element);
      if (element.firstElementChild) observer.observe(element.firstElementChild);
    };
    element.addEventListener("scroll", measure, { passive: true });
    return () => {
      observer.disconnect();
      watch.current = null;
      element.removeEventListener("scroll", measure);
    };
  }, []);
  // What stands in it may have become another, of another width.
  useLayoutEffect(() => watch.current?.());
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

type WideProps = {
  label: string;
  className?: string;
  /** The class that says how tall it may be before it scrolls down too. */
  tall?: string;
  /** The pixels that it takes at least, as far as they are known. */
  natural?: number;
  children: ReactNode;
};

/** Holds what may be wider than its place: where it is, the side that more lies on fades, and it is a stop of its own that arrow keys scroll. On paper nothing scrolls: what is known to be wider is drawn smaller. */
export function Wide(props: WideProps) {
  const sheet = usePaper();
  const { natural = 0, className, children } = props;
  if (!sheet) return <Scrolling {...props} />;
  return (
    <div className={className} {...(natural > sheet.width && { style: { zoom: sheet.width / natural } })}>
      {children}
    </div>
  );
}

function Scrolling({ label, className = "", tall = "", children }: WideProps) {
  const [box, reach] = useReach<HTMLDivElement>();
  return (
    <div
      ref={box}
      className={`${reach.scrolls ? "overflow-auto" : "overflow-x-hidden overflow-y-auto"} ${edgeClass(reach)} ${tall} ${className}`}
      {...(reach.scrolls
        ? { role: "region", "aria-label": `${label}, scrolls sideways`, tabIndex: 0 }
        : { tabIndex: -1 })}
    >
      {children}
    </div>
  );
}
