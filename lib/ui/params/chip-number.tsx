import {
  Button as AriaButton,
  Dialog,
  DialogTrigger,
  Group,
  Input,
  Label,
  NumberField,
  Popover,
  Text,
} from "react-aria-components";
import { Icon } from "../kit/icon";
import { chipClass, popoverClass } from "./chip";
import type { Field } from "./fields";

type ChipNumberProps = { field: Extract<Field, { kind: "number" }>; value: number; onChange(value: number): void };

const locale = "en-GB";

/** A number as a chip; a share between 0 and 1 is written in per cent. */
export function ChipNumber({ field, value, onChange }: ChipNumberProps) {
  const share = field.min === 0 && field.max === 1;
  const shown = new Intl.NumberFormat(
    locale,
    share ? { style: "percent", maximumFractionDigits: 1 } : { maximumFractionDigits: 3 },
  )
    .format(value)
    .replace("%", "\u00a0%");
  return (
    <DialogTrigger>
      <AriaButton className={chipClass} aria-label={`${field.title}: ${shown}`}>
        <span className="text-soft">{field.title.toLowerCase()}</span>
        {shown}
        <Icon name="chevron" size={14} />
      </AriaButton>
      <Popover className={popoverClass}>
        <Dialog aria-label={field.title} className="w-64 p-2 outline-none">
          <NumberField
            value={value}
            onChange={(next) => Number.isFinite(next) && onChange(next)}
            {...(field.min !== undefined && { minValue: field.min })}
            {...(field.max !== undefined && { maxValue: field.max })}
            step={share ? 0.05 : field.whole ? 1 : 0.1}
            formatOptions={share ? { style: "percent" } : {}}
          >
            <Label className="text-sm font-semibold">{field.title}</Label>
            <Group className="mt-1 flex rounded-field border border-edge bg-card">
              <AriaButton slot="decrement" className="px-3 text-lg text-soft hover:text-ink">
                −
              </AriaButton>
              <Input className="w-full min-w-0 bg-transparent px-2 py-1.5 text-center" />
              <AriaButton slot="increment" className="px-3 text-lg text-soft hover:text-ink">
                +
              </AriaButton>
            </Group>
            {field.description && (
              <Text slot="description" className="mt-1.5 block text-xs text-soft">
                {field.description}
              </Text>
            )}
          </NumberField>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
