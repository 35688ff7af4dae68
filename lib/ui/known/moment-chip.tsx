"use client";
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from "react-aria-components";
import { Button } from "../kit/button";
import { Icon } from "../kit/icon";
import { chipClass, popoverClass } from "../params/chip";
import { MomentPicker } from "./moment-picker";
import { MomentTime } from "./moment-time";
import { dayOfMoment, momentAt, shortMoment, timeOfMoment } from "./words";

type MomentChipProps = {
  label: string;
  /** What the chip says where no moment is chosen, and what takes the choice back. */
  none: string;
  given: string | null;
  from: string;
  to: string;
  zone: string;
  /** A day, or a moment as ISO UTC. */
  onChange(given: string | null): void;
};

/** A moment as a chip: the day by whose end, or the time by which something was known, or none. */
export function MomentChip({ label, none, given, from, to, zone, onChange }: MomentChipProps) {
  const shown = given === null ? none : shortMoment(given, zone);
  const asked = given === null ? to : dayOfMoment(given, zone);
  const day = asked < from ? from : asked > to ? to : asked;
  const time = given === null ? null : timeOfMoment(given, zone);
  return (
    <DialogTrigger>
      <AriaButton
        className={`${chipClass} ${given === null ? "" : "border-river! bg-river-faint!"}`}
        aria-label={`${label}: ${shown}`}
      >
        <span className="text-soft">{label.toLowerCase()}</span>
        <span className="whitespace-nowrap">{shown}</span>
        <Icon name="chevron" size={14} />
      </AriaButton>
      <Popover className={popoverClass}>
        <Dialog aria-label={label} className="w-72 p-2 outline-none">
          {({ close }) => (
            <>
              <MomentPicker
                label={label}
                from={from}
                to={to}
                value={day}
                onChange={(other) => onChange(momentAt(other, time, zone))}
                beside={
                  <MomentTime
                    key={`${given}`}
                    value={time}
                    onChange={(other) => onChange(momentAt(day, other, zone))}
                  />
                }
              />
              <p className="mt-2 text-xs text-soft">{`What was recorded by then counts: without a time, by the end of the day. Days and times in ${zone}.`}</p>
              <div className="mt-2 flex justify-between border-t border-line pt-1.5">
                <Button
                  kind="quiet"
                  isDisabled={given === null}
                  onPress={() => {
                    onChange(null);
                    close();
                  }}
                >
                  {none.charAt(0).toUpperCase() + none.slice(1)}
                </Button>
                <Button kind="quiet" onPress={close}>
                  Done
                </Button>
              </div>
            </>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
