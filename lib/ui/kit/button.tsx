"use client";
import { Button as AriaButton, type ButtonProps } from "react-aria-components";
import { type ButtonKind, buttonClass } from "./button-class";

export function Button({
  kind = "plain",
  className = "",
  ...props
}: Omit<ButtonProps, "className"> & { kind?: ButtonKind; className?: string }) {
  return <AriaButton {...props} className={`${buttonClass(kind)} ${className}`} />;
}
