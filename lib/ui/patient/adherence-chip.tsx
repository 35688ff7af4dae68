"use client";
import { Button as AriaButton, Dialog, DialogTrigger, Popover, ToggleButton } from "react-aria-components";
import { percent } from "@/lib/charts/format";
import { dailyMeasures } from "@/lib/insights/patient-adherence";
import { Icon } from "../kit/icon";
import { SelectField } from "../kit/select";
import { Box, chipClass, popoverClass } from "../params/chip";
import { NumberEntry } from "../params/number-entry";
import { useLaneSettings } from "./lane-settings";
import { measureWords } from "./use-adherence";

const windowField = {
  name: "window",
  title: "Of the last days",
  min: 7,
  max: 365,
  whole: true,
} as const;
const thresholdField = { title: "Threshold", min: 0, max: 1, whole: false } as const;

/** How the adherence above the lanes is measured. */
export function AdherenceChip() {
  const [settings, change] = useLaneSettings();
  const { measure, window, threshold, band } = settings.adherence;
  const set = (more: Partial<typeof settings.adherence>) => change({ adherence: { ...settings.adherence, ...more } });
  return (
    <DialogTrigger>
      <AriaButton className={chipClass}>
        <span className="text-soft">adherence</span>
        <span className="truncate">{`${measureWords[measure]}, ${window} days, ${percent(threshold)}`}</span>
        <Icon name="chevron" size={14} />
      </AriaButton>
      <Popover className={popoverClass}>
        <Dialog aria-label="Adherence" className="w-72 space-y-3 p-2 outline-none">
          <SelectField
            label="Measure"
            value={measure}
            options={dailyMeasures.map((id) => ({ id, label: measureWords[id] }))}
            onChange={(id) => set({ measure: dailyMeasures.find((one) => one === id) ?? measure })}
          />
          <NumberEntry field={windowField} value={window} onChange={(days) => set({ window: days })} />
          <NumberEntry field={thresholdField} value={threshold} onChange={(share) => set({ threshold: share })} />
          <ToggleButton
            isSelected={band}
            onChange={(on) => set({ band: on })}
            className="flex w-full items-start gap-2.5 rounded-field px-1.5 py-1 text-left text-sm hover:bg-river-faint"
          >
            <Box on={band} />
            <span>
              The middle half of the cohort
              <span className="block text-xs text-soft">
                By the same measure, in periods of 30 days since each patient’s first event.
              </span>
            </span>
          </ToggleButton>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
