import { Button as AriaButton, Tag, TagGroup, TagList } from "react-aria-components";
import { Icon } from "../kit/icon";
import { ChipMany } from "./chip-many";
import type { LeafField } from "./fields";

type NamesEntryProps = {
  field: Extract<LeafField, { kind: "names" }>;
  values: readonly string[];
  /** What it comes to where none is chosen. */
  all: string;
  options: readonly string[];
  onChange(values: string[]): void;
};

/** Several of many within a chip: what is chosen, each of which can be taken off, and the list to choose from. */
export function NamesEntry({ field, values, all, options, onChange }: NamesEntryProps) {
  const none = values.length === 0;
  return (
    <div className="grid grid-cols-[4rem_minmax(0,1fr)] items-start gap-x-2">
      <span aria-hidden="true" className="py-1 text-sm text-soft">
        {field.title.toLowerCase()}
      </span>
      <div className="flex flex-wrap gap-1.5">
        {!none && (
          <TagGroup
            aria-label={`${field.title}, chosen`}
            onRemove={(gone) => onChange(values.filter((value) => !gone.has(value)))}
            className="max-w-full"
          >
            <TagList className="flex flex-wrap gap-1.5">
              {values.map((value) => (
                <Tag
                  key={value}
                  id={value}
                  textValue={value}
                  className="flex max-w-full items-center gap-1 rounded-full bg-river-soft py-1 pr-1.5 pl-3"
                >
                  <span className="truncate">{value}</span>
                  <AriaButton slot="remove" className="shrink-0 rounded-full p-0.5 text-soft hover:text-ink">
                    <Icon name="close" size={14} />
                  </AriaButton>
                </Tag>
              ))}
            </TagList>
          </TagGroup>
        )}
        <ChipMany
          label={field.title}
          shown=""
          all={all}
          told={none ? all : "add"}
          values={values}
          options={options}
          onChange={onChange}
        />
      </div>
    </div>
  );
}
