"use client";
import { Group, Input, Label, NumberField, Button as AriaButton, TextField } from "react-aria-components";
import type { Limits, Pattern } from "@/lib/cohorts/pattern";
import { SelectField } from "../kit/select";
import { ChipMany } from "../params/chip-many";

/** What patterns can be chosen from in this history. */
export type Words = {
  types: readonly string[];
  items: readonly string[];
  traits: readonly string[];
  /** Values of a trait that occur; none where they are not known. */
  valuesOf(trait: string): readonly string[];
};

type NumberProps = {
  label: string;
  value: number | null;
  onChange(value: number | null): void;
  least?: number;
  /** What an empty field means. */
  empty?: string;
  whole?: boolean;
};

/** A number to type or step; empty where there is none. */
export function Numeric({ label, value, onChange, least, empty = "", whole = true }: NumberProps) {
  return (
    <NumberField
      value={value ?? NaN}
      onChange={(next) => onChange(Number.isFinite(next) ? next : null)}
      {...(least !== undefined && { minValue: least })}
      step={whole ? 1 : 0.1}
      className="w-36"
    >
      <Label className="text-sm text-soft">{label}</Label>
      <Group className="flex rounded-field border border-edge bg-card">
        <AriaButton slot="decrement" className="px-2 text-soft hover:text-ink">
          −
        </AriaButton>
        <Input placeholder={empty} className="w-full min-w-0 bg-transparent px-1 py-1.5 text-center" />
        <AriaButton slot="increment" className="px-2 text-soft hover:text-ink">
          +
        </AriaButton>
      </Group>
    </NumberField>
  );
}

/** A line of text that counts when it is left. */
export function Line({ label, value, onChange }: { label: string; value: string; onChange(value: string): void }) {
  return (
    <TextField key={value} defaultValue={value} className="min-w-0 grow">
      <Label className="text-sm text-soft">{label}</Label>
      <Input
        onBlur={({ currentTarget }) => currentTarget.value !== value && onChange(currentTarget.value)}
        onKeyDown={({ key, currentTarget }) => key === "Enter" && currentTarget.blur()}
        className="w-full rounded-field border border-edge bg-card px-2.5 py-1.5"
      />
    </TextField>
  );
}

const lower = [
  { id: "none", label: "any" },
  { id: "atLeast", label: "at least" },
  { id: "above", label: "more than" },
];
const upper = [
  { id: "none", label: "any" },
  { id: "atMost", label: "at most" },
  { id: "below", label: "less than" },
];

type LimitsProps = { value: Limits; onChange(value: Limits): void; unit?: string; initial?: number };

/** A lower and an upper limit, each of two kinds or none. */
export function LimitFields({ value, onChange, unit = "", initial = 0 }: LimitsProps) {
  const side = (kinds: typeof lower, label: string, names: readonly (keyof Limits)[]) => {
    const kind = names.find((name) => value[name] !== undefined);
    const others = Object.fromEntries(Object.entries(value).filter(([name]) => !names.some((one) => one === name)));
    return (
      <>
        <div className="w-32">
          <SelectField
            label={label}
            value={kind ?? "none"}
            options={kinds}
            onChange={(id) => onChange(id === "none" ? others : { ...others, [id]: (kind && value[kind]) ?? initial })}
          />
        </div>
        {kind && (
          <Numeric
            label={unit === "" ? "Limit" : unit}
            value={value[kind] ?? null}
            whole={false}
            onChange={(next) => onChange({ ...others, [kind]: next ?? initial })}
          />
        )}
      </>
    );
  };
  return (
    <>
      {side(lower, "From", ["atLeast", "above"])}
      {side(upper, "Up to", ["atMost", "below"])}
    </>
  );
}

const numbers = [
  { id: "none", label: "any number" },
  { id: "value", label: "value" },
  { id: "dose", label: "dose" },
  { id: "perDay", label: "doses a day" },
  { id: "daysSupply", label: "days of supply" },
] as const;

type PatternProps = {
  label: string;
  value: Pattern;
  words: Words;
  onChange(value: Pattern): void;
  withNumber?: boolean;
};

/** Which events are meant. */
export function PatternFields({ label, value, words, onChange, withNumber = true }: PatternProps) {
  const { number } = value;
  return (
    <div role="group" aria-label={label} className="flex flex-wrap items-end gap-2">
      <ChipMany
        label={label}
        all="any event"
        values={value.types}
        options={words.types}
        onChange={(types) => onChange({ ...value, types })}
      />
      <ChipMany
        label={`${label}: of`}
        shown="of"
        all="anything"
        values={value.items}
        options={words.items}
        onChange={(items) => onChange({ ...value, items })}
      />
      {withNumber && (
        <div className="w-36">
          <SelectField
            hideLabel
            label={`${label}: number`}
            value={number?.of ?? "none"}
            options={numbers}
            onChange={(id) => {
              const of = numbers.find((one) => one.id === id)?.id ?? "none";
              onChange({ ...value, number: of === "none" ? undefined : { ...number, of } });
            }}
          />
        </div>
      )}
      {number && (
        <LimitFields
          value={limitsOf(number)}
          onChange={(limits) => onChange({ ...value, number: { of: number.of, ...limits } })}
        />
      )}
    </div>
  );
}

const limitsOf = ({ atLeast, above, atMost, below }: NonNullable<Pattern["number"]>): Limits => ({
  ...(atLeast !== undefined && { atLeast }),
  ...(above !== undefined && { above }),
  ...(atMost !== undefined && { atMost }),
  ...(below !== undefined && { below }),
});
