"use client";
import { useState } from "react";
import { Button } from "../kit/button";
import { save } from "../kit/save";
import { useWorkspace } from "../study/provider";

const name = "rivergraph-study.tar";

/** The study as one file, to open elsewhere. */
export function TakeOut() {
  const { takeOut } = useWorkspace();
  const [working, setWorking] = useState(false);
  const act = async () => {
    setWorking(true);
    try {
      const file = await takeOut();
      if (file) save(file, name, file.type);
    } finally {
      setWorking(false);
    }
  };
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 border-t border-line pt-3">
      <p className="text-soft">
        All files, mappings and settings as one file, not encrypted. Dropped on any Rivergraph it opens this study.
      </p>
      <Button isDisabled={working} onPress={() => void act()}>
        {working ? "Writing the file" : "Export the study"}
      </Button>
    </div>
  );
}
