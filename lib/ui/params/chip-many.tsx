import {
  Autocomplete,
  Button as AriaButton,
  Dialog,
  DialogTrigger,
  Input,
  ListBox,
  ListBoxItem,
  ListLayout,
  Popover,
  SearchField,
  useFilter,
  Virtualizer,
} from "react-aria-components";
import { Button } from "../kit/button";
import { Icon } from "../kit/icon";
import { chipClass, optionClass, popoverClass, Tick } from "./chip";

type ChipManyProps = {
  label: string;
  all: string;
  values: readonly string[];
  options: readonly string[];
  onChange(values: string[]): void;
};

/** Several of many as a chip: a list that can be searched; none chosen means all. */
export function ChipMany({ label, all, values, options, onChange }: ChipManyProps) {
  const { contains } = useFilter({ sensitivity: "base" });
  const gone = values.filter((value) => !options.includes(value));
  return (
    <DialogTrigger>
      <AriaButton className={chipClass} aria-label={`${label}: ${values.length === 0 ? all : values.join(", ")}`}>
        <span className="text-soft">{label.toLowerCase()}</span>
        <span className="max-w-40 truncate">
          {values.length === 0 ? all : values.length === 1 ? values[0] : `${values.length} chosen`}
        </span>
        <Icon name="chevron" size={14} />
      </AriaButton>
      <Popover className={popoverClass}>
        <Dialog aria-label={label} className="w-72 max-w-[85vw] outline-none">
          <Autocomplete filter={contains}>
            <SearchField aria-label={`Search ${label.toLowerCase()}`} className="p-1">
              <Input placeholder="Search" className="w-full rounded-field border border-edge bg-card px-2.5 py-1.5" />
            </SearchField>
            <Virtualizer layout={ListLayout} layoutOptions={{ rowSize: 34 }}>
              <ListBox
                escapeKeyBehavior="none"
                aria-label={label}
                selectionMode="multiple"
                selectedKeys={values}
                onSelectionChange={(keys) => onChange(keys === "all" ? [...options] : [...keys].map(String))}
                items={[...gone, ...options].map((name) => ({ id: name }))}
                renderEmptyState={() => <p className="px-2.5 py-2 text-soft">Nothing of that name.</p>}
                className="h-64 overflow-y-auto outline-none"
              >
                {({ id }) => (
                  <ListBoxItem id={id} textValue={id} className={optionClass}>
                    {({ isSelected }) => (
                      <>
                        <span className="truncate">{id}</span>
                        <Tick on={isSelected} />
                      </>
                    )}
                  </ListBoxItem>
                )}
              </ListBox>
            </Virtualizer>
          </Autocomplete>
          <div className="border-t border-line pt-1">
            <Button kind="quiet" onPress={() => onChange([])} isDisabled={values.length === 0}>
              {`Choose ${all}`}
            </Button>
          </div>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
