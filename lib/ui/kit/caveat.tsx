import type { ReactNode } from "react";
import { Icon } from "./icon";

/** A sentence on a figure that its reader would otherwise not know. */
export function Caveat({ children }: { children: ReactNode }) {
  return (
    <p role="status" className="mb-3 flex items-start gap-2 rounded-field bg-copper-soft px-3 py-2 text-sm">
      <span className="mt-px text-copper">
        <Icon name="alert" size={16} />
      </span>
      <span>{children}</span>
    </p>
  );
}
