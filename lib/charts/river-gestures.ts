import { type PointerEvent, type RefObject, useCallback, useEffect, useRef } from "react";
import { moved, type Span, zoomed } from "./river-scale";

type Gestures = {
  box: RefObject<HTMLElement | null>;
  view: Span;
  whole: Span;
  /** A pixel of the box as a time of the view. */
  timeAt(pixel: number): number;
  /** Where the line that is read stands (pixels). */
  line: number;
  onView(view: Span): void;
  /** The line was taken along, or a place was pressed. */
  onLine(pixel: number): void;
  onPress(x: number, y: number): void;
};

const [still, grip] = [4, 7];
const perPixel = 0.0022;

type Pointer = { x: number; y: number; began: number; line: boolean; far: boolean };

/** Wheel, pinch and drag over a view: the wheel zooms where it stands, sideways it moves; two fingers zoom, one drags the view, or the line where it begins on it. A view is passed on once a frame. */
export function useGestures({ box, view, whole, timeAt, line, onView, onLine, onPress }: Gestures) {
  const pointers = useRef(new Map<number, Pointer>());
  const next = useRef<Span | null>(null);
  const frame = useRef(0);
  const show = useCallback(
    (change: (now: Span) => Span, now: Span) => {
      next.current = change(next.current ?? now);
      if (frame.current !== 0) return;
      frame.current = requestAnimationFrame(() => {
        frame.current = 0;
        if (next.current) onView(next.current);
        next.current = null;
      });
    },
    [onView],
  );
  useEffect(() => () => cancelAnimationFrame(frame.current), []);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const onWheel = (event: WheelEvent) => {
      const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY) || event.shiftKey;
      if (!sideways && !event.ctrlKey && !event.metaKey && document.activeElement !== element) return;
      event.preventDefault();
      const { left, width } = element.getBoundingClientRect();
      const by = event.deltaMode === 1 ? 16 : 1;
      if (sideways) {
        const share = ((event.deltaX || event.deltaY) * by) / Math.max(1, width);
        show((now) => moved(now, share * (now.to - now.from), whole), view);
      } else {
        const factor = Math.exp(event.deltaY * by * perPixel * (event.ctrlKey ? 4 : 1));
        const around = timeAt(event.clientX - left);
        show((now) => zoomed(now, factor, around, whole), view);
      }
    };
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => element.removeEventListener("wheel", onWheel);
  }, [box, show, view, whole, timeAt]);
  const placeOf = ({ currentTarget, clientX, clientY }: PointerEvent) => {
    const { left, top } = currentTarget.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  };
  return {
    onPointerDown(event: PointerEvent) {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      const at = placeOf(event);
      pointers.current.set(event.pointerId, { ...at, began: at.x, line: Math.abs(at.x - line) < grip, far: false });
    },
    /** Whether something was dragged. */
    onPointerMove(event: PointerEvent): boolean {
      const own = pointers.current.get(event.pointerId);
      if (!own) return false;
      const at = placeOf(event);
      const far = own.far || Math.abs(at.x - own.began) > still;
      const [other] = [...pointers.current].flatMap(([id, pointer]) => (id === event.pointerId ? [] : pointer));
      const span = (timeAt(at.x) - timeAt(own.x)) * -1;
      if (other) {
        const [before, after] = [Math.abs(own.x - other.x), Math.abs(at.x - other.x)];
        const around = timeAt((at.x + other.x) / 2);
        if (after > 8) show((now) => zoomed(now, before / after, around, whole), view);
      } else if (own.line) onLine(at.x);
      else if (far) show((now) => moved(now, span, whole), view);
      pointers.current.set(event.pointerId, { ...own, ...at, far: far || other !== undefined });
      return far;
    },
    onPointerUp(event: PointerEvent) {
      const own = pointers.current.get(event.pointerId);
      pointers.current.delete(event.pointerId);
      if (own && !own.far) onPress(own.x, own.y);
    },
    onPointerCancel: (event: PointerEvent) => void pointers.current.delete(event.pointerId),
  };
}
