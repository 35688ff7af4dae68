"use client";
import {
  Button,
  ComboBox,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select,
  SelectValue,
} from "react-aria-components";
import { optionClass, popoverClass, Tick } from "../params/chip";
import { Icon } from "./icon";

type Option = { id: string; label: string };
type SelectFieldProps = {
  label: string;
  value: string;
  options: readonly Option[];
  onChange(id: string): void;
  hideLabel?: boolean;
  invalid?: boolean;
};

const boxClass = "flex w-full items-center justify-between gap-2 rounded-field border bg-card px-2.5 py-1.5 text-left";

/** A labelled choice among a few. */
export function SelectField({ label, value, options, onChange, hideLabel = false, invalid = false }: SelectFieldProps) {
  return (
    <Select
      value={value}
      onChange={(key) => key !== null && onChange(String(key))}
      isInvalid={invalid}
      className="min-w-0"
      {...(hideLabel && { "aria-label": label })}
    >
      {!hideLabel && <Label className="text-sm text-soft">{label}</Label>}
      <Button className={`${boxClass} ${invalid ? "border-copper" : "border-edge"}`}>
        <SelectValue className="truncate data-placeholder:text-soft" />
        <Icon name="chevron" size={14} />
      </Button>
      <Popover className={`${popoverClass} max-h-[50vh]! overflow-y-auto`}>
        <ListBox items={options} className="outline-none">
          {({ id, label: text }) => (
            <ListBoxItem id={id} textValue={text} className={optionClass}>
              {({ isSelected }) => (
                <>
                  <span className="truncate">{text}</span>
                  <Tick on={isSelected} />
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}

type SearchSelectProps = Omit<SelectFieldProps, "hideLabel" | "invalid">;

/** A labelled choice among many, found by typing. */
export function SearchSelect({ label, value, options, onChange }: SearchSelectProps) {
  return (
    <ComboBox
      defaultItems={options}
      value={value}
      onChange={(key) => key !== null && onChange(String(key))}
      menuTrigger="focus"
      className="min-w-0"
    >
      <Label className="text-sm text-soft">{label}</Label>
      <div className="flex rounded-field border border-edge bg-card">
        <Input className="w-full min-w-0 rounded-field bg-transparent px-2.5 py-1.5" />
        <Button className="px-2">
          <Icon name="chevron" size={14} />
        </Button>
      </div>
      <Popover className={`${popoverClass} max-h-[50vh]! overflow-y-auto`}>
        <ListBox className="outline-none">
          {({ id, label: text }: Option) => (
            <ListBoxItem id={id} textValue={text} className={optionClass}>
              {text}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
