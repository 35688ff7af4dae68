"use client";
import { Button as AriaButton, Dialog, DialogTrigger, ListBox, ListBoxItem, Popover } from "react-aria-components";
import { shortMoment } from "../known/words";
import { optionClass, popoverClass } from "../params/chip";
import { Button } from "./button";
import { Icon } from "./icon";

export type SavedItem = {
  name: string;
  /** What it is, for those who hear it. */
  words: string;
  /** Said beside its name. */
  note: string;
  /** When each version was saved and what it is beside the one before, the latest last; where it was not saved none. */
  versions: readonly { savedAt: string; words: string }[];
};

type SavedListProps = {
  label: string;
  items: readonly SavedItem[];
  /** The name of the one that is open. */
  current: string;
  zone: string;
  newLabel: string;
  /** Opens a version, the latest where none is chosen. */
  onOpen(name: string, version: number): void;
  onNew(): void;
  onRemove(name: string): void;
};

function Versions({ item, zone, onOpen }: { item: SavedItem; zone: string; onOpen(version: number): void }) {
  const versions = item.versions.map((one, i) => ({ id: String(i), ...one })).toReversed();
  return (
    <DialogTrigger>
      <AriaButton
        aria-label={`Versions of ${item.name}`}
        className="rounded-full px-2 py-1 text-soft hover:bg-river-faint hover:text-ink"
      >
        <Icon name="clock" size={14} />
      </AriaButton>
      <Popover className={popoverClass}>
        <Dialog aria-label={`Versions of ${item.name}`} className="outline-none">
          {({ close }) => (
            <ListBox
              aria-label="Versions"
              items={versions}
              onAction={(key) => {
                onOpen(Number(key));
                close();
              }}
              className="max-h-72 overflow-y-auto outline-none"
            >
              {({ id, savedAt, words }) => (
                <ListBoxItem
                  id={id}
                  textValue={`Version ${Number(id) + 1}: ${words}`}
                  className={`${optionClass} max-w-[min(26rem,80vw)] border-b border-line last:border-0`}
                >
                  <span className="min-w-0">
                    <span className="flex flex-wrap items-baseline gap-x-3">
                      <span className="font-semibold">{`Version ${Number(id) + 1}`}</span>
                      <span className="text-sm text-soft">
                        {savedAt === "" ? "earlier" : shortMoment(savedAt, zone)}
                      </span>
                      {id === String(versions.length - 1) && <span className="text-sm text-river">current</span>}
                    </span>
                    <span className="line-clamp-2 text-sm font-normal wrap-anywhere">{words}</span>
                  </span>
                </ListBoxItem>
              )}
            </ListBox>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

/** What was saved under its names: each opens as it was saved last, or as it was before. */
export function SavedList({ label, items, current, zone, newLabel, onOpen, onNew, onRemove }: SavedListProps) {
  if (items.length === 0) return null;
  return (
    <section aria-label={label} className="mb-4.5 flex flex-wrap gap-2">
      {items.map((item) => (
        <div
          key={item.name}
          className={`flex max-w-full items-center rounded-full border bg-card ${item.name === current ? "border-river" : "border-line"}`}
        >
          <Button
            kind="quiet"
            className="min-w-0 rounded-full"
            aria-label={`Open ${item.name}${item.words && `: ${item.words}`}`}
            onPress={() => onOpen(item.name, item.versions.length - 1)}
          >
            <span className="truncate" title={item.name}>
              {item.name}
            </span>
            {item.note !== "" && <span className="text-sm text-soft">{item.note}</span>}
          </Button>
          {item.versions.length > 1 && (
            <Versions item={item} zone={zone} onOpen={(version) => onOpen(item.name, version)} />
          )}
          <Button
            kind="quiet"
            className="rounded-full"
            aria-label={`Remove ${item.name}`}
            onPress={() => onRemove(item.name)}
          >
            <Icon name="close" size={14} />
          </Button>
        </div>
      ))}
      <Button kind="quiet" onPress={onNew}>
        {newLabel}
      </Button>
    </section>
  );
}
