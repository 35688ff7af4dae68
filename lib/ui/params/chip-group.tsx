import { Button as AriaButton, Dialog, DialogTrigger, Popover, SwitchButton, SwitchField } from "react-aria-components";
import { DayField } from "../kit/day-field";
import { Icon } from "../kit/icon";
import { SelectField } from "../kit/select";
import { chipClass, popoverClass } from "./chip";
import { type Choices, idsOf } from "./choices";
import type { Field, LeafField } from "./fields";
import { groupsIn } from "./groups";
import { GroupsEntry } from "./groups-entry";
import { NamesEntry } from "./names-entry";
import { NumberEntry } from "./number-entry";
import { type Params, valueAt } from "./stated";
import { counts } from "./use-params";

type Inner = {
  params: Params;
  /** What its open parameters can be chosen from. */
  choices: Choices;
  name(way: string, value: string): string;
  onChange(change: Params): void;
};
/** Keys of a list: what is not named, and before each name, which may be any text. */
const [unnamed, named] = ["unnamed", "named "];

type ChipGroupProps = Inner & { field: Extract<Field, { kind: "group" }>; summary: string };

function Entry({ field, params, choices, name, onChange }: Inner & { field: LeafField }) {
  const value = valueAt(params, field.name);
  const set = (next: unknown) => onChange({ [field.name]: next });
  switch (field.kind) {
    case "choice":
      return (
        <SelectField
          label={field.title}
          value={String(value)}
          options={field.options.map((id) => ({ id, label: name(field.name, id) }))}
          onChange={set}
        />
      );
    case "number":
      return <NumberEntry field={field} value={Number(value)} onChange={set} />;
    case "date":
      return <DayField label={field.title} value={String(value) || null} onChange={(day) => set(day ?? "")} />;
    case "switch":
      return (
        <SwitchField isSelected={value === true} onChange={set}>
          <SwitchButton className="group flex items-center gap-2.5 py-1">
            <span className="flex h-5 w-8.5 items-center rounded-full border border-edge bg-paper px-0.5 group-data-selected:border-river group-data-selected:bg-river">
              <span className="size-3.5 rounded-full bg-soft transition-transform group-data-selected:translate-x-3.5 group-data-selected:bg-on-river" />
            </span>
            {field.title}
          </SwitchButton>
        </SwitchField>
      );
    case "name": {
      const known = (choices[field.choices] ?? []).flatMap(({ options }) => options);
      const given = String(value);
      const first = { id: unnamed, label: name(field.name, field.initial) };
      const listed = given === field.initial || known.some(({ id }) => id === given);
      return (
        <SelectField
          label={field.title}
          value={given === field.initial ? unnamed : named + given}
          options={[
            first,
            ...known.map(({ id, label }) => ({ id: named + id, label })),
            ...(listed ? [] : [{ id: named + given, label: given }]),
          ]}
          onChange={(id) => set(id === unnamed ? field.initial : id.slice(named.length))}
        />
      );
    }
    case "groups":
      return (
        <GroupsEntry field={field} value={groupsIn(value)} options={idsOf(choices[field.choices])} onChange={set} />
      );
    case "names":
      return (
        <NamesEntry
          field={field}
          values={Array.isArray(value) ? value.map(String) : []}
          all={name(field.name, "any")}
          options={idsOf(choices[field.choices])}
          onChange={set}
        />
      );
    case "numbers":
      return null;
  }
}

const isUnit = ({ name }: LeafField) => name.endsWith("Unit");
const besideUnit = ({ kind }: LeafField, next: LeafField | undefined) =>
  kind === "number" && next !== undefined && isUnit(next);

/** Parameters that belong together as one chip: what they come to, and behind it each of them. */
export function ChipGroup({ field, summary, params, ...rest }: ChipGroupProps) {
  const shown = field.fields.filter((one) => counts(one, params));
  return (
    <DialogTrigger>
      <AriaButton className={chipClass} aria-label={`${field.title}: ${summary}`}>
        <span className="whitespace-nowrap text-soft">{field.title.toLowerCase()}</span>
        <span className="max-w-72 truncate">{summary}</span>
        <Icon name="chevron" size={14} />
      </AriaButton>
      <Popover className={popoverClass}>
        <Dialog
          aria-label={field.title}
          className="grid w-full min-w-80 max-w-[min(85vw,27rem)] grid-cols-[1fr_7.5rem] items-start gap-3 p-2 outline-none"
        >
          {field.description && <p className="col-span-2 text-sm">{field.description}</p>}
          {shown.map((one, i) => (
            <div key={one.name} className={besideUnit(one, shown[i + 1]) || isUnit(one) ? "" : "col-span-2"}>
              <Entry field={one} params={params} {...rest} />
            </div>
          ))}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
