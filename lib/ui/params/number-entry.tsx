import { Button as AriaButton, Group, Input, Label, NumberField, Text } from "react-aria-components";
import type { LeafField } from "./fields";

export type NumberFieldOf = Extract<LeafField, { kind: "number" }>;
type NumberEntryProps = {
  field: Pick<NumberFieldOf, "title" | "min" | "max" | "whole"> & Partial<Pick<NumberFieldOf, "description">>;
  value: number;
  onChange(value: number): void;
};

/** A share between 0 and 1 is written in per cent. */
export const isShare = ({ min, max }: Pick<NumberFieldOf, "min" | "max">): boolean => min === 0 && max === 1;

/** A number to type or to step. */
export function NumberEntry({ field, value, onChange }: NumberEntryProps) {
  const share = isShare(field);
  return (
    <NumberField
      value={value}
      onChange={(next) => Number.isFinite(next) && onChange(next)}
      {...(field.min !== undefined && { minValue: field.min })}
      {...(field.max !== undefined && { maxValue: field.max })}
      step={share ? 0.05 : field.whole ? 1 : 0.1}
      formatOptions={share ? { style: "percent" } : {}}
      className="min-w-0"
    >
      <Label className="text-sm text-soft">{field.title}</Label>
      <Group className="flex rounded-field border border-edge bg-card">
        <AriaButton slot="decrement" className="px-3 text-lg text-soft hover:text-ink">
          −
        </AriaButton>
        <Input className="w-full min-w-0 bg-transparent px-2 py-1.5 text-center" />
        <AriaButton slot="increment" className="px-3 text-lg text-soft hover:text-ink">
          +
        </AriaButton>
      </Group>
      {field.description && (
        <Text slot="description" className="mt-1 block text-xs text-soft">
          {field.description}
        </Text>
      )}
    </NumberField>
  );
}
