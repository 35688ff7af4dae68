import { Button as AriaButton, Dialog, DialogTrigger, Popover } from "react-aria-components";
import { Icon } from "../kit/icon";
import { chipClass, popoverClass } from "./chip";
import { isShare, NumberEntry, type NumberFieldOf } from "./number-entry";

type ChipNumberProps = {
  field: NumberFieldOf;
  value: number;
  /** What this value is called, where it stands for something else. */
  word: string | undefined;
  onChange(value: number): void;
};

const locale = "en-GB";

/** A number as a chip. */
export function ChipNumber({ field, value, word, onChange }: ChipNumberProps) {
  const number = new Intl.NumberFormat(
    locale,
    isShare(field) ? { style: "percent", maximumFractionDigits: 1 } : { maximumFractionDigits: 3 },
  )
    .format(value)
    .replace("%", "\u00a0%");
  const shown = word ?? number;
  return (
    <DialogTrigger>
      <AriaButton className={chipClass} aria-label={`${field.title}: ${shown}`}>
        <span className="text-soft">{field.title.toLowerCase()}</span>
        {shown}
        <Icon name="chevron" size={14} />
      </AriaButton>
      <Popover className={popoverClass}>
        <Dialog aria-label={field.title} className="w-64 p-2 outline-none">
          <NumberEntry field={field} value={value} onChange={onChange} />
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
