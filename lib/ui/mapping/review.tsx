"use client";
import { useWorkspace } from "../study/provider";
import { MappingForm } from "./mapping-form";

/** The files that wait for a mapping, one after the other. */
export function Review() {
  const { waiting, job, add, leaveOut } = useWorkspace();
  if (job) return null;
  return waiting.map((one) => (
    <MappingForm
      key={one.file}
      waiting={one}
      onLoad={(mapping) => void add([{ ...one.source, mapping }])}
      onLeaveOut={() => leaveOut(one.file)}
    />
  ));
}
