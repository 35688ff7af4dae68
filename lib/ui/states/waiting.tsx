"use client";
import { useEffect, useState } from "react";
import { Button } from "../kit/button";

/** Whether so many seconds have passed since this was first drawn. */
function usePassed(seconds: number): boolean {
  const [passed, setPassed] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setPassed(true), seconds * 1000);
    return () => clearTimeout(timer);
  }, [seconds]);
  return passed;
}

/** Whether something has been going on for so many seconds: what is over sooner is not worth a flicker. */
export function useLong(going: boolean, seconds: number): boolean {
  const [long, setLong] = useState(false);
  useEffect(() => {
    if (!going) return;
    const timer = setTimeout(() => setLong(true), seconds * 1000);
    return () => {
      clearTimeout(timer);
      setLong(false);
    };
  }, [going, seconds]);
  return going && long;
}

/** A thin line that says work is going on; after a second the way out, after six a word on what is quicker. */
export function Working({ onCancel }: { onCancel(): void }) {
  const [long, slow] = [usePassed(1), usePassed(6)];
  return (
    <div role="status" className="absolute inset-x-0 top-0 z-20">
      <div className="h-0.75 overflow-hidden rounded-t-card bg-river-soft">
        <div className="h-full w-1/3 animate-[drift_1.6s_ease-in-out_infinite] bg-river motion-reduce:w-full motion-reduce:opacity-40" />
      </div>
      {long && (
        <div className="mx-auto mt-3 flex w-fit max-w-[92%] items-center gap-3 rounded-full border border-line bg-raised py-1 pr-1 pl-4 text-sm shadow-lift">
          <span>{slow ? "Still computing. A coarser period or fewer types is quicker." : "Computing"}</span>
          <Button kind="chip" onPress={onCancel}>
            Cancel
          </Button>
        </div>
      )}
      <span className="sr-only">Computing</span>
    </div>
  );
}

const lines = ["a", "b", "c", "d", "e"];

/** The place of a figure that is computed for the first time. */
export function Skeleton() {
  return (
    <div aria-hidden="true" className="flex h-96 animate-pulse flex-col justify-between py-4">
      {lines.map((line) => (
        <div key={line} className="flex items-center gap-4">
          <span className="h-2.5 w-9 rounded bg-line" />
          <span className="h-px grow bg-line" />
        </div>
      ))}
      <div className="ml-13 flex justify-between">
        {lines.map((line) => (
          <span key={line} className="h-2.5 w-9 rounded bg-line" />
        ))}
      </div>
    </div>
  );
}
