import type { ReactNode } from "react";
import { Icon, type IconName } from "../kit/icon";

type MessageProps = {
  icon: IconName;
  tone?: "plain" | "bad";
  head: string;
  children?: ReactNode;
  role?: "alert" | "status";
};

/** Stands where a figure would stand, and says why there is none and what to do. */
export function Message({ icon, tone = "plain", head, children, role = "status" }: MessageProps) {
  return (
    <div role={role} className="flex min-h-80 flex-col items-center justify-center gap-3 px-4 py-10 text-center">
      <span
        className={`grid size-12 place-items-center rounded-full ${tone === "bad" ? "bg-copper-soft text-copper" : "bg-river-soft text-river"}`}
      >
        <Icon name={icon} size={22} />
      </span>
      <p className="max-w-md text-lg font-semibold break-words">{head}</p>
      <div className="flex max-w-md flex-col items-center gap-4 text-soft">{children}</div>
    </div>
  );
}
