"use client";
import { Button as AriaButton, Dialog, DialogTrigger, Popover, ToggleButton } from "react-aria-components";
import { Button } from "../kit/button";
import { Icon } from "../kit/icon";
import { Box, chipClass, popoverClass } from "../params/chip";
import { type LaneKind, laneKinds, useLaneSettings } from "./lane-settings";

const toggled = <T,>(all: readonly T[], one: T): T[] =>
  all.includes(one) ? all.filter((each) => each !== one) : [...all, one];

/** Another place for one of some, one further up or down. */
function shifted<T>(all: readonly T[], one: T, by: 1 | -1): T[] {
  const at = all.indexOf(one);
  const other = all[at + by];
  return other === undefined ? [...all] : all.map((each) => (each === one ? other : each === other ? one : each));
}

const moveClass = "grid size-7 place-content-center rounded-field hover:bg-river-soft disabled:opacity-30";

/** Which lanes stand, in which order, and which have one lane for all their items. */
export function LaneMenu({ names }: { names: readonly { kind: string; key: string; label: string }[] }) {
  const [settings, change, reset] = useLaneSettings();
  const present = settings.order.filter((id) => id === "adherence" || names.some(({ kind }) => kind === id));
  const move = (id: LaneKind, by: 1 | -1) => {
    const next = shifted(present, id, by);
    change({ order: [...next, ...settings.order.filter((one) => !present.includes(one))] });
  };
  return (
    <DialogTrigger>
      <AriaButton className={chipClass}>
        Lanes
        <Icon name="tune" size={14} />
      </AriaButton>
      <Popover className={`${popoverClass} max-h-[70vh]! overflow-y-auto`}>
        <Dialog aria-label="Lanes" className="w-80 max-w-[calc(100vw-2rem)] p-1.5 text-sm outline-none">
          <ul>
            {present.map((id, i) => {
              const label = laneKinds.find((kind) => kind.id === id)?.label ?? id;
              const own = names.filter(({ kind }) => kind === id);
              const shown = !settings.hidden.includes(id);
              return (
                <li key={id} className="border-line not-first:border-t">
                  <div className="flex items-center gap-1 py-0.5">
                    <ToggleButton
                      isSelected={shown}
                      onChange={() => change({ hidden: toggled(settings.hidden, id) })}
                      className="flex min-w-0 grow items-center gap-2.5 rounded-field px-1.5 py-1 text-left hover:bg-river-faint"
                    >
                      <Box on={shown} />
                      <span className="truncate font-medium">{label}</span>
                    </ToggleButton>
                    {own.length > 1 && (
                      <ToggleButton
                        aria-label={`${label} in one lane`}
                        isSelected={settings.together.includes(id)}
                        onChange={() => change({ together: toggled(settings.together, id) })}
                        className="rounded-full border border-line px-2 py-0.5 text-xs data-selected:border-river data-selected:bg-river-soft"
                      >
                        one lane
                      </ToggleButton>
                    )}
                    <AriaButton
                      aria-label={`${label} up`}
                      isDisabled={i === 0}
                      onPress={() => move(id, -1)}
                      className={moveClass}
                    >
                      <Icon name="up" size={14} />
                    </AriaButton>
                    <AriaButton
                      aria-label={`${label} down`}
                      isDisabled={i === present.length - 1}
                      onPress={() => move(id, 1)}
                      className={moveClass}
                    >
                      <Icon name="chevron" size={14} />
                    </AriaButton>
                  </div>
                  {shown && own.length > 1 && !settings.together.includes(id) && (
                    <ul className="mb-1 pl-7">
                      {own.map(({ key, label: name }) => {
                        const seen = !settings.hiddenLanes.includes(key);
                        return (
                          <li key={key}>
                            <ToggleButton
                              isSelected={seen}
                              onChange={() => change({ hiddenLanes: toggled(settings.hiddenLanes, key) })}
                              className="flex w-full items-center gap-2.5 rounded-field px-1.5 py-0.5 text-left hover:bg-river-faint"
                            >
                              <Box on={seen} />
                              <span className="truncate">{name}</span>
                            </ToggleButton>
                          </li>
                        );
                      })}
                    </ul>
                  )}
                </li>
              );
            })}
          </ul>
          <div className="mt-1 border-t border-line pt-1">
            <Button kind="quiet" onPress={reset}>
              As usual
            </Button>
          </div>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
