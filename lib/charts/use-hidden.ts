import { useState } from "react";

/** Groups taken out of a picture by its legend, and the way to take one out or back. */
export function useHidden(): { hidden: ReadonlySet<string>; toggle(label: string): void } {
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  return {
    hidden,
    toggle: (label) =>
      setHidden((old) => new Set(old.has(label) ? [...old].filter((one) => one !== label) : [...old, label])),
  };
}
