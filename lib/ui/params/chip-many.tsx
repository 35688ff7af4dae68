import { useId } from "react";
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
import { Box, chipClass, manyClass, popoverClass } from "./chip";

type ChipManyProps = {
  label: string;
  /** What stands in the chip for a label that is longer. */
  shown?: string;
  all: string;
  /** Whether the order in which they are chosen counts. */
  ordered?: boolean;
  /** What stands in the chip for what is chosen. */
  told?: string;
  values: readonly string[];
  options: readonly string[];
  onChange(values: string[]): void;
};

/** What is chosen, as it stands in the chip. */
function wordsOf(values: readonly string[], all: string, ordered: boolean): string {
  const [first, ...more] = values;
  if (first === undefined) return all;
  if (ordered) return values.join(" → ");
  return more.length === 0 ? first : `${values.length} chosen`;
}

/** Several of many as a chip: a list that can be searched; what none chosen means is `all`. */
export function ChipMany({
  label,
  shown = label.toLowerCase(),
  all,
  ordered = false,
  told,
  values,
  options,
  onChange,
}: ChipManyProps) {
  const { contains } = useFilter({ sensitivity: "base" });
  const list = useId();
  const gone = values.filter((value) => !options.includes(value));
  return (
    <DialogTrigger>
      <AriaButton className={chipClass} aria-label={`${label}: ${values.length === 0 ? all : values.join(", ")}`}>
        {shown !== "" && <span className="text-soft">{shown}</span>}
        <span className={`truncate ${ordered ? "max-w-80" : "max-w-40"}`}>{told ?? wordsOf(values, all, ordered)}</span>
        <Icon name="chevron" size={14} />
      </AriaButton>
      <Popover className={popoverClass}>
        <Dialog aria-label={label} className="w-full min-w-72 max-w-[85vw] outline-none">
          <Autocomplete filter={contains}>
            <SearchField aria-label={`Search ${label.toLowerCase()}`} className="p-1">
              <Input
                role="combobox"
                aria-controls={list}
                aria-expanded
                placeholder="Search"
                className="w-full rounded-field border border-edge bg-card px-2.5 py-1.5"
              />
            </SearchField>
            <Virtualizer layout={ListLayout} layoutOptions={{ rowSize: 34 }}>
              <ListBox
                id={list}
                escapeKeyBehavior="none"
                aria-label={label}
                selectionMode="multiple"
                selectedKeys={values}
                onSelectionChange={(keys) => onChange(keys === "all" ? [...options] : [...keys].map(String))}
                dependencies={[values]}
                items={[...gone, ...options].map((name) => ({ id: name }))}
                renderEmptyState={() => <p className="px-2.5 py-2 text-soft">Nothing of that name.</p>}
                className="h-64 overflow-y-auto outline-none"
              >
                {({ id }) => (
                  <ListBoxItem id={id} textValue={id} className={manyClass}>
                    {({ isSelected }) => (
                      <>
                        <Box on={isSelected} />
                        <span className="min-w-0 grow truncate" title={id}>
                          {id}
                        </span>
                        {ordered && isSelected && (
                          <span className="text-river">{`step ${values.indexOf(id) + 1}`}</span>
                        )}
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
