"use client";
import { ToggleButton } from "react-aria-components";
import { ChipSelect, type Option, type OptionGroup } from "./chip";
import { ChipMany } from "./chip-many";
import { ChipNumber } from "./chip-number";
import type { Field } from "./fields";
import type { Params } from "./use-params";

/** What open parameters can be chosen from, by the name of their choices. */
export type Choices = Readonly<Record<string, readonly OptionGroup[]>>;

type FormProps = {
  fields: readonly Field[];
  params: Params;
  choices: Choices;
  /** The words of a parameter's values; a value without any is shown as it is. */
  words: Readonly<Record<string, string>>;
  onChange(change: Params): void;
};

const sentence = (text: string) => text.replaceAll("-", " ");

function Control({ field, params, choices, words, onChange }: Omit<FormProps, "fields"> & { field: Field }) {
  const value = params[field.name];
  const set = (next: unknown) => onChange({ [field.name]: next });
  const option = (id: string): Option => ({ id, label: words[`${field.name}.${id}`] ?? sentence(id) });
  switch (field.kind) {
    case "choice":
      return (
        <ChipSelect
          label={field.title}
          value={String(value)}
          groups={[{ head: null, options: field.options.map(option) }]}
          onChange={set}
        />
      );
    case "name": {
      const known = choices[field.choices] ?? [];
      const groups: readonly OptionGroup[] = [{ head: null, options: [option("none")] }, ...known];
      const missing = !groups.some(({ options }) => options.some(({ id }) => id === value));
      return (
        <ChipSelect
          label={field.title}
          value={String(value)}
          groups={missing ? [...groups, { head: null, options: [option(String(value))] }] : groups}
          onChange={set}
        />
      );
    }
    case "names": {
      const options = (choices[field.choices] ?? []).flatMap((group) => group.options.map(({ id }) => id));
      return (
        <ChipMany
          label={field.title}
          all="all"
          values={Array.isArray(value) ? value.map(String) : []}
          options={options}
          onChange={set}
        />
      );
    }
    case "number":
      return <ChipNumber field={field} value={Number(value)} onChange={set} />;
    case "switch":
      return (
        <ToggleButton
          isSelected={value === true}
          onChange={set}
          className="rounded-full border border-line bg-card px-3 py-1 hover:border-edge data-selected:border-river data-selected:bg-river-soft"
        >
          {field.title}
        </ToggleButton>
      );
  }
}

/** The question's parameters as a row of chips. */
export function Form({ fields, ...rest }: FormProps) {
  return (
    <div
      role="group"
      aria-label="Parameters"
      className="-mx-4 flex min-w-0 gap-2 self-stretch md:self-auto overflow-x-auto px-4 py-1 *:shrink-0 sm:-mx-7 sm:px-7 md:mx-0 md:-my-1 md:flex-wrap md:px-0"
    >
      {fields.map((field) => (
        <Control key={field.name} field={field} {...rest} />
      ))}
    </div>
  );
}
