"use client";
import { DropZone, type DropZoneProps, FileTrigger, isFileDropItem } from "react-aria-components";
import type { Source } from "@/lib/log/ingest";
import { Button } from "../kit/button";
import { Icon } from "../kit/icon";

const sourcesOf = (files: readonly File[]): Source[] => files.map((file) => ({ name: file.name, blob: file }));

/** The same files, of which a person is to say how much is loaded. */
const inPart = (files: readonly File[]): Source[] => sourcesOf(files).map((source) => ({ ...source, ask: true }));

type Dropped = Parameters<NonNullable<DropZoneProps["onDrop"]>>[0];

async function dropped(event: Dropped): Promise<Source[]> {
  return sourcesOf(await Promise.all(event.items.filter(isFileDropItem).map((item) => item.getFile())));
}

/** Where files are dropped or picked; many at once. */
export function Drop({ onFiles, compact = false }: { onFiles(sources: readonly Source[]): void; compact?: boolean }) {
  return (
    <DropZone
      aria-label="Files with events"
      getDropOperation={() => "copy"}
      onDrop={(event) => void dropped(event).then(onFiles)}
      className={`flex flex-col items-center justify-center gap-3 rounded-card border border-dashed border-edge bg-card text-center transition-colors data-drop-target:border-river data-drop-target:bg-river-soft data-hovered:border-river ${compact ? "px-5 py-6" : "px-6 py-14"}`}
    >
      <span className="text-river">
        <Icon name="drop" size={compact ? 22 : 30} />
      </span>
      <p className={compact ? "" : "text-lg"}>Drop Parquet or Arrow files here</p>
      <div className="flex flex-wrap justify-center gap-3">
        <FileTrigger allowsMultiple onSelect={(files) => files && onFiles(sourcesOf([...files]))}>
          <Button kind={compact ? "plain" : "primary"}>Choose files</Button>
        </FileTrigger>
        <FileTrigger allowsMultiple onSelect={(files) => files && onFiles(inPart([...files]))}>
          <Button kind="quiet">Load a part</Button>
        </FileTrigger>
      </div>
      {!compact && (
        <p className="text-sm text-soft">Feather, LZ4 and ZSTD included; several tables of one export at once.</p>
      )}
    </DropZone>
  );
}
