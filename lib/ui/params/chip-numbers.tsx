import { Button as AriaButton, Dialog, DialogTrigger, ListBox, ListBoxItem, Popover } from "react-aria-components";
import { Icon } from "../kit/icon";
import { Box, chipClass, manyClass, popoverClass } from "./chip";

type ChipNumbersProps = {
  label: string;
  values: readonly number[];
  options: readonly number[];
  name(value: number): string;
  onChange(values: number[]): void;
};

/** Some of a few numbers as a chip, at least one of them. */
export function ChipNumbers({ label, values, options, name, onChange }: ChipNumbersProps) {
  const all = [...new Set([...options, ...values])].toSorted((a, b) => a - b);
  const shown = values.map(name).join(", ");
  return (
    <DialogTrigger>
      <AriaButton className={chipClass} aria-label={`${label}: ${shown}`}>
        <span className="text-soft">{label.toLowerCase()}</span>
        <span className="max-w-40 truncate">{shown}</span>
        <Icon name="chevron" size={14} />
      </AriaButton>
      <Popover className={popoverClass}>
        <Dialog aria-label={label} className="w-56 outline-none">
          <p className="px-2.5 pt-1 pb-1.5 text-sm text-soft">One or several, each drawn by itself.</p>
          <ListBox
            aria-label={label}
            selectionMode="multiple"
            disallowEmptySelection
            selectedKeys={values.map(String)}
            onSelectionChange={(keys) => {
              const chosen = keys === "all" ? all : [...keys].map(Number);
              onChange(chosen.toSorted((a, b) => a - b));
            }}
            className="outline-none"
          >
            {all.map((value) => (
              <ListBoxItem key={value} id={String(value)} textValue={name(value)} className={manyClass}>
                {({ isSelected }) => (
                  <>
                    <Box on={isSelected} />
                    {name(value)}
                  </>
                )}
              </ListBoxItem>
            ))}
          </ListBox>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
