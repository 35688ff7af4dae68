"use client";
import { useState } from "react";
import { describe } from "@/lib/failure";
import { Button } from "../kit/button";
import { Icon } from "../kit/icon";
import { useWorkspace } from "../study/provider";

/** What went wrong with the kept files, on whatever page one is. */
export function Trouble() {
  const { keeping, noted } = useWorkspace();
  const [read, setRead] = useState(false);
  const failure = keeping.kind === "open" ? keeping.trouble : keeping.kind === "off" && !read ? keeping.failure : null;
  if (!failure) return null;
  const { what, next } = describe(failure);
  const close = () => {
    setRead(keeping.kind === "off");
    noted();
  };
  return (
    <div role="alert" className="card mb-4 flex items-start gap-3 border-copper! bg-copper-soft!">
      <span className="mt-0.5 text-copper">
        <Icon name="alert" />
      </span>
      <p className="min-w-0 grow break-words">
        <strong className="font-semibold">{what}</strong> <span className="text-soft">{next}</span>
      </p>
      <Button kind="quiet" aria-label="Close this message" onPress={close}>
        <Icon name="close" />
      </Button>
    </div>
  );
}
