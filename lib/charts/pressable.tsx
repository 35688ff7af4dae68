"use client";
import type { ComponentProps } from "react";
import { usePaper } from "./paper";

type PressableProps = ComponentProps<"button"> & {
  /** Classes that say that it can be pressed. */
  cue?: string;
};

/** What can be pressed on screen. On paper it says the same: its words where it is empty, else what stands in it. */
export function Pressable({ cue = "", className = "", ...props }: PressableProps) {
  const sheet = usePaper();
  if (!sheet) return <button type="button" className={`${cue} ${className}`.trim()} {...props} />;
  const { style, children, "aria-label": label } = props;
  const told = children === undefined && label !== undefined;
  return (
    <span className={`still ${className}`.trim()} style={style} {...(told && { role: "img", "aria-label": label })}>
      {children}
    </span>
  );
}

/** A transparent stretch of a picture that hears the pointer; nothing on paper. */
export function Target(props: ComponentProps<"rect">) {
  return usePaper() ? null : <rect fill="transparent" {...props} />;
}

/** A table that arrow keys walk through; on paper one to read. */
export function Walked(props: ComponentProps<"table">) {
  const sheet = usePaper();
  if (!sheet) return <table role="grid" {...props} />;
  const { className, children, "aria-label": label } = props;
  return (
    <table className={className} aria-label={label}>
      {children}
    </table>
  );
}
