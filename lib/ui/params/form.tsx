"use client";
import { ToggleButton } from "react-aria-components";
import { ChipSelect, type Option, type OptionGroup } from "./chip";
import { ChipGroup } from "./chip-group";
import { ChipMany } from "./chip-many";
import { ChipNumber } from "./chip-number";
import { ChipNumbers } from "./chip-numbers";
import { type Choices, idsOf } from "./choices";
import type { Field } from "./fields";
import { type Params, valueAt } from "./stated";
import { counts } from "./use-params";

type FormProps = {
  fields: readonly Field[];
  params: Params;
  choices: Choices;
  /** The words of a parameter's values; a value without any is shown as it is. */
  words: Readonly<Record<string, string>>;
  /** What groups of parameters come to, by their names. */
  summaries: Readonly<Record<string, string>>;
  onChange(change: Params): void;
};

const sentence = (text: string) => text.replaceAll("-", " ");

function Control({ field, params, choices, words, summaries, onChange }: Omit<FormProps, "fields"> & { field: Field }) {
  const value = valueAt(params, field.name);
  const set = (next: unknown) => onChange({ [field.name]: next });
  const wordOf = (way: string, id: string) => words[`${way}.${id}`] ?? sentence(id);
  const option = (id: string): Option => ({ id, label: wordOf(field.name, id) });
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
      const options = idsOf(choices[field.choices]);
      return (
        <ChipMany
          label={field.title}
          all={words[`${field.name}.none`] ?? "all"}
          ordered={field.ordered}
          values={Array.isArray(value) ? value.map(String) : []}
          options={options}
          onChange={set}
        />
      );
    }
    case "numbers":
      return (
        <ChipNumbers
          label={field.title}
          values={Array.isArray(value) ? value.map(Number) : []}
          options={field.options}
          name={(number) => wordOf(field.name, String(number))}
          onChange={set}
        />
      );
    case "group":
      return (
        <ChipGroup
          field={field}
          summary={summaries[field.name] ?? "as set"}
          params={params}
          choices={choices}
          name={wordOf}
          onChange={onChange}
        />
      );
    case "date":
    case "groups":
      return null;
    case "number":
      return (
        <ChipNumber field={field} value={Number(value)} word={words[`${field.name}.${String(value)}`]} onChange={set} />
      );
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
      {fields
        .filter((field) => !field.inFigure && counts(field, rest.params))
        .map((field) => (
          <Control key={field.name} field={field} {...rest} />
        ))}
    </div>
  );
}
