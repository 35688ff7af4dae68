"use client";
import type { ReactNode } from "react";
import {
  CheckboxButton,
  CheckboxField,
  CheckboxGroup,
  Label,
  RadioButton,
  RadioField,
  RadioGroup,
} from "react-aria-components";

const pressed =
  "group flex cursor-pointer gap-2.5 rounded-field py-1 data-focus-visible:outline-2 data-focus-visible:outline-river";

/** A box or a ring that shows whether something is chosen, and what that is. */
function Shown({ round = false, label, about }: { round?: boolean; label: ReactNode; about?: string }) {
  return (
    <>
      <span
        aria-hidden
        className={`mt-1 grid size-4 shrink-0 place-items-center border border-edge group-data-selected:border-river group-data-selected:bg-river ${round ? "rounded-full" : "rounded-[4px]"}`}
      >
        <span
          className={`hidden bg-card group-data-selected:block ${round ? "size-1.5 rounded-full" : "size-2 rounded-[2px]"}`}
        />
      </span>
      <span>
        {label}
        {about !== undefined && <span className="block text-sm text-soft">{about}</span>}
      </span>
    </>
  );
}

type CheckProps = { label: string; about: string; value: boolean; onChange(value: boolean): void };

/** Something that holds or does not. */
export const Check = ({ label, about, value, onChange }: CheckProps) => (
  <CheckboxField isSelected={value} onChange={onChange}>
    <CheckboxButton className={pressed}>
      <Shown label={label} about={about} />
    </CheckboxButton>
  </CheckboxField>
);

type OneOfProps<T extends string> = {
  label: string;
  value: T;
  options: readonly { id: T; label: string; about?: string }[];
  onChange(id: T): void;
};

/** One of a few, each with what is to be said of it. */
export const OneOf = <T extends string>({ label, value, options, onChange }: OneOfProps<T>) => (
  <RadioGroup
    value={value}
    onChange={(id) => {
      const chosen = options.find((option) => option.id === id);
      if (chosen) onChange(chosen.id);
    }}
  >
    <Label className="text-soft">{label}</Label>
    {options.map(({ id, ...shown }) => (
      <RadioField key={id} value={id}>
        <RadioButton className={pressed}>
          <Shown round {...shown} />
        </RadioButton>
      </RadioField>
    ))}
  </RadioGroup>
);

type SomeOfProps = {
  label: string;
  value: readonly string[];
  options: readonly { id: string; label: ReactNode }[];
  onChange(ids: readonly string[]): void;
};

/** Any of several, in a list that scrolls where it is long. */
export const SomeOf = ({ label, value, options, onChange }: SomeOfProps) => (
  <CheckboxGroup value={[...value]} onChange={onChange}>
    <Label className="text-soft">{label}</Label>
    <div className="mt-0.5 max-h-44 overflow-y-auto">
      {options.map((option) => (
        <CheckboxField key={option.id} value={option.id}>
          <CheckboxButton className={pressed}>
            <Shown label={option.label} />
          </CheckboxButton>
        </CheckboxField>
      ))}
    </div>
  </CheckboxGroup>
);
