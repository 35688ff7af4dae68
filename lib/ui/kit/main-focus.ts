import { useEffect } from "react";

/** Once `holding` ends, or what held the focus goes from the screen, the content has it. */
export function useMainAfter(holding: boolean): void {
  useEffect(() => {
    if (holding) return () => document.getElementById("main")?.focus({ preventScroll: true });
    return undefined;
  }, [holding]);
}
