"use client";
import { useEffect, useSyncExternalStore } from "react";
import { Button } from "../kit/button";
import { Icon } from "../kit/icon";

const pageOf = (url: string | null | undefined): string | null => (url ? new URL(url).pathname : null);

/** Not every browser tells the history of its tab. */
const told = (): Navigation | null => ("navigation" in window ? window.navigation : null);

/** Whether a step back and a step forward stay on the page, as “01”; a browser that does not tell may take both. */
function reach(): string {
  const now = told()?.currentEntry;
  if (!now) return "11";
  const all = told()?.entries() ?? [];
  return [-1, 1].map((by) => Number(pageOf(all[now.index + by]?.url) === pageOf(now.url))).join("");
}

function subscribe(listen: () => void) {
  const entries = told();
  entries?.addEventListener("currententrychange", listen);
  return () => entries?.removeEventListener("currententrychange", listen);
}

const writes = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** Takes back what was changed on this page, and does it again: all of it stands in the address, so that they are the browser's Back and Forward as long as these stay on the page. */
export function UndoRedo() {
  const steps = useSyncExternalStore(subscribe, reach, () => "00");
  const [back, forward] = [steps.startsWith("1"), steps.endsWith("1")];
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || writes(event.target)) return;
      const key = event.key.toLowerCase();
      const redo = key === "y" || (key === "z" && event.shiftKey);
      if (key !== "z" && !redo) return;
      event.preventDefault();
      if (redo && forward) window.history.forward();
      if (!redo && back) window.history.back();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [back, forward]);
  return (
    <div role="group" aria-label="Changes" className="flex">
      <Button
        kind="quiet"
        className="rounded-full px-2!"
        aria-label="Undo"
        isDisabled={!back}
        onPress={() => window.history.back()}
      >
        <Icon name="undo" />
      </Button>
      <Button
        kind="quiet"
        className="rounded-full px-2!"
        aria-label="Redo"
        isDisabled={!forward}
        onPress={() => window.history.forward()}
      >
        <Icon name="redo" />
      </Button>
    </div>
  );
}
