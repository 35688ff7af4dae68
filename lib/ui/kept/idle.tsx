"use client";
import { useEffect, useState } from "react";
import { Button } from "../kit/button";
import { useWorkspace } from "../study/provider";

const lockAfter = 15 * 60_000;
const warnBefore = 60_000;
const signs = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"] as const;

/** Locks an encrypted store where nobody did anything for fifteen minutes, and says so a minute before. Loading and saving count as doing. */
export function IdleLock() {
  const { keeping, job, lock } = useWorkspace();
  const on = keeping.kind === "open" && keeping.encrypted;
  const busy = job !== null || (keeping.kind === "open" && (keeping.saving !== null || keeping.rewriting));
  const [left, setLeft] = useState<number | null>(null);
  useEffect(() => {
    if (!on || busy) return;
    let last = Date.now();
    const active = () => {
      last = Date.now();
      setLeft(null);
    };
    // A tab in the background is woken late: what counts is the clock.
    const look = () => {
      const rest = lockAfter - (Date.now() - last);
      setLeft(rest <= warnBefore ? Math.max(0, Math.ceil(rest / 1000)) : null);
      if (rest > 0) return;
      clearInterval(timer);
      void lock();
    };
    const timer = setInterval(look, 1000);
    document.addEventListener("visibilitychange", look);
    for (const sign of signs) window.addEventListener(sign, active, { passive: true });
    return () => {
      clearInterval(timer);
      setLeft(null);
      document.removeEventListener("visibilitychange", look);
      for (const sign of signs) window.removeEventListener(sign, active);
    };
  }, [on, busy, lock]);
  if (!on || left === null) return null;
  return (
    <div
      role="alert"
      className="fixed inset-x-4 bottom-4 z-30 mx-auto flex max-w-md items-center justify-between gap-3 rounded-card border border-line bg-raised p-4 shadow-lift"
    >
      <p>
        Nobody has done anything for a while: this locks within <strong>one minute</strong>.
      </p>
      <Button onPress={() => setLeft(null)}>Stay</Button>
    </div>
  );
}
