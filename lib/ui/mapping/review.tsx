"use client";
import { useEffect, useRef } from "react";
import { useWorkspace } from "../study/provider";
import { PartForm } from "../subset/part-form";
import { MappingForm } from "./mapping-form";

/** The files that wait for a mapping, or for a word on how much of them is to be loaded, one after the other. */
export function Review() {
  const { waiting, offered, job, add, leaveOut } = useWorkspace();
  const place = useRef<HTMLDivElement>(null);
  const asked = job ? "" : [...waiting, ...offered].map(({ file }) => file).join("\n");
  useEffect(() => {
    if (asked !== "") place.current?.scrollIntoView({ block: "start" });
  }, [asked]);
  if (asked === "") return null;
  return (
    <div ref={place} className="scroll-mt-16 space-y-4.5">
      {waiting.map((one) => (
        <MappingForm
          key={one.file}
          waiting={one}
          onLoad={(mapping) => void add([{ ...one.source, mapping }])}
          onLeaveOut={() => leaveOut(one.file)}
        />
      ))}
      {offered.map(({ file, reader, mapping, source }) => (
        <PartForm
          key={file}
          file={file}
          reader={reader}
          mapping={mapping}
          have={[]}
          onLoad={(subset) => void add([{ ...source, mapping, subset }])}
          onLeave={() => leaveOut(file)}
        />
      ))}
    </div>
  );
}
