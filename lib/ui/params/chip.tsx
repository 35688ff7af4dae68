import {
  Button as AriaButton,
  Header,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  Popover,
  Select,
  SelectValue,
} from "react-aria-components";
import { Icon } from "../kit/icon";

export const chipClass =
  "flex max-w-full items-center gap-1.5 rounded-full border border-line bg-card py-1 pr-2 pl-3 hover:border-edge data-pressed:border-edge";

export const popoverClass =
  "min-w-(--trigger-width) rounded-card border border-line bg-raised p-1.5 shadow-lift outline-none";

export const optionClass =
  "flex items-center justify-between gap-4 rounded-field px-2.5 py-1.5 outline-none data-focused:bg-river-soft data-selected:font-semibold";

export const Tick = ({ on }: { on: boolean }) => (
  <span className="size-4.5 text-river">{on && <Icon name="check" />}</span>
);

/** An option of a list of which several can be chosen, after its box. */
export const manyClass =
  "flex items-center gap-2.5 rounded-field px-2.5 py-1.5 outline-none data-focused:bg-river-soft data-selected:font-semibold";

/** The box of an option of which several can be chosen. */
export const Box = ({ on }: { on: boolean }) => (
  <span
    aria-hidden="true"
    className={`grid size-4.5 shrink-0 place-content-center rounded-[4px] border ${on ? "border-river bg-river text-on-river" : "border-edge bg-card"}`}
  >
    {on && <Icon name="check" size={14} />}
  </span>
);

export type Option = { id: string; label: string };
export type OptionGroup = { head: string | null; options: readonly Option[] };

type ChipSelectProps = { label: string; value: string; groups: readonly OptionGroup[]; onChange(id: string): void };

const Options = ({ options }: { options: readonly Option[] }) =>
  options.map(({ id, label }) => (
    <ListBoxItem key={id} id={id} textValue={label} className={optionClass}>
      {({ isSelected }) => (
        <>
          {label}
          <Tick on={isSelected} />
        </>
      )}
    </ListBoxItem>
  ));

/** A choice as a chip: what it is called, softly, and what is chosen. */
export function ChipSelect({ label, value, groups, onChange }: ChipSelectProps) {
  return (
    <Select
      aria-label={label}
      value={value}
      onChange={(key) => key !== null && onChange(String(key))}
      className="max-w-full"
    >
      <AriaButton className={chipClass}>
        <span className="text-soft">{label.toLowerCase()}</span>
        <SelectValue className="truncate">{({ selectedText }) => selectedText ?? value}</SelectValue>
        <Icon name="chevron" size={14} />
      </AriaButton>
      <Popover className={`${popoverClass} max-h-[60vh]! overflow-y-auto`}>
        <ListBox className="outline-none">
          {groups.map(({ head, options }) =>
            head === null ? (
              <Options key="" options={options} />
            ) : (
              <ListBoxSection key={head}>
                <Header className="px-2.5 pt-2 pb-1 text-2xs tracking-[0.06em] text-soft uppercase">{head}</Header>
                <Options options={options} />
              </ListBoxSection>
            ),
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}
