import { useState } from "react";
import { Button as AriaButton, Input, TextField } from "react-aria-components";
import { Button } from "../kit/button";
import { Icon } from "../kit/icon";
import { ChipMany } from "./chip-many";
import type { LeafField } from "./fields";
import type { Groups } from "./groups";

type NameProps = { label: string; name: string; onChange(name: string): void };

/** A name that counts once it is left or Enter is pressed. */
function Name({ label, name, onChange }: NameProps) {
  const [draft, setDraft] = useState({ of: name, text: name });
  const text = draft.of === name ? draft.text : name;
  const leave = () => {
    onChange(text.trim());
    setDraft({ of: name, text: name });
  };
  return (
    <TextField
      aria-label={label}
      value={text}
      onChange={(next) => setDraft({ of: name, text: next })}
      onBlur={leave}
      onKeyDown={(event) => event.key === "Enter" && leave()}
      maxLength={80}
      className="min-w-0 flex-1"
    >
      <Input className="w-full rounded-field border border-edge bg-card px-2.5 py-1.5" />
    </TextField>
  );
}

const isFree = (groups: Groups, name: string) => name !== "" && !Object.hasOwn(groups, name);

function nextName(groups: Groups): string {
  const names = Array.from({ length: Object.keys(groups).length + 1 }, (_, i) => `Group ${i + 1}`);
  return names.find((name) => isFree(groups, name)) ?? "Group";
}

type GroupsEntryProps = {
  field: Extract<LeafField, { kind: "groups" }>;
  value: Groups;
  options: readonly string[];
  onChange(value: Groups): void;
};

/** Values under names: each name with those it has, and one more. */
export function GroupsEntry({ field, value, options, onChange }: GroupsEntryProps) {
  const entries = Object.entries(value).map(([name, values], place) => ({ place, name, values }));
  const set = (at: number, entry: readonly [string, readonly string[]] | null) =>
    onChange(
      Object.fromEntries(
        entries.flatMap(({ place, name, values }) => (place !== at ? [[name, values] as const] : entry ? [entry] : [])),
      ),
    );
  return (
    <div role="group" aria-label={field.title} className="space-y-2">
      <p className="text-sm text-soft">{field.description}</p>
      {entries.map(({ place, name, values }) => (
        <div key={place} className="flex items-center gap-2">
          <Name
            label={`Name of ${name}`}
            name={name}
            onChange={(next) => isFree(value, next) && set(place, [next, values])}
          />
          <ChipMany
            label={`${name} holds`}
            shown="holds"
            all="none"
            values={values}
            options={options}
            onChange={(next) => set(place, [name, next])}
          />
          <AriaButton
            aria-label={`Remove ${name}`}
            onPress={() => set(place, null)}
            className="rounded-field p-1 text-soft hover:text-ink"
          >
            <Icon name="close" size={16} />
          </AriaButton>
        </div>
      ))}
      <Button kind="quiet" onPress={() => onChange({ ...value, [nextName(value)]: [] })}>
        Add a group
      </Button>
    </div>
  );
}
