"use client";
import { ToggleButton, ToggleButtonGroup } from "react-aria-components";
import { usePaper } from "./paper";

type SegmentedProps<T extends string> = {
  label: string;
  value: T;
  options: readonly { id: T; label: string }[];
  onChange(id: T): void;
};

/** One of a few, all in sight; on paper nothing. */
export function Segmented<T extends string>({ label, value, options, onChange }: SegmentedProps<T>) {
  if (usePaper()) return null;
  return (
    <ToggleButtonGroup
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={(keys) => {
        const chosen = options.find(({ id }) => keys.has(id));
        if (chosen) onChange(chosen.id);
      }}
      className="mb-3 flex w-fit max-w-full flex-wrap rounded-[9px] border border-line bg-paper p-0.5 text-sm"
    >
      {options.map((option) => (
        <ToggleButton
          key={option.id}
          id={option.id}
          className="rounded-[7px] px-2.5 py-0.5 text-soft hover:text-ink data-selected:bg-river-soft data-selected:font-semibold data-selected:text-ink"
        >
          {option.label}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
