"use client";
import Link from "next/link";
import { type RefObject, useRef, useState } from "react";
import { Button as AriaButton, Dialog, DialogTrigger, ListBox, ListBoxItem, Popover } from "react-aria-components";
import { count } from "@/lib/charts/format";
import { inkOf } from "@/lib/charts/palette";
import type { Cohort } from "@/lib/cohorts/cohort";
import { lettered } from "@/lib/cohorts/lettered";
import type { Study } from "@/lib/log/study";
import { useCarried } from "../known/address";
import { Button } from "../kit/button";
import { Icon } from "../kit/icon";
import { Box, chipClass, manyClass, popoverClass } from "../params/chip";
import { usePicked } from "./address";
import { useChoosable, useLibrary } from "./library";
import { useSizes } from "./sizes";
import { TwoPeriods } from "./two-periods";

/** More cohorts than can be told apart in one figure. */
const most = 6;

/** Who is asked about: everybody, or one cohort or several to compare. */
export function CohortChip({ study, everybody }: { study: Study; everybody: number | null }) {
  const { cohorts } = usePicked();
  const { cohorts: saved } = useLibrary();
  const choosable = useChoosable(study, cohorts, saved);
  const trigger = useRef<HTMLButtonElement>(null);
  const names = lettered(cohorts).map(({ name }) => name);
  const label =
    names.length === 0 ? `Everybody${everybody === null ? "" : `, ${count(everybody)} patients`}` : names.join(", ");
  return (
    <DialogTrigger>
      <AriaButton ref={trigger} className={`${chipClass} flex-wrap`} aria-label={`Cohorts: ${label}`}>
        {names.length === 0 ? (
          <>
            <span className="size-2.25 rounded-full bg-river" aria-hidden="true" />
            Everybody <span className="tabular-nums">{everybody !== null && count(everybody)}</span>
          </>
        ) : (
          names.map((name, i) => (
            <span key={name} className="flex min-w-0 items-center gap-1.5">
              <span
                className="size-2.25 shrink-0 rounded-full"
                style={{ background: inkOf(i).colour }}
                aria-hidden="true"
              />
              <span className="max-w-44 truncate" title={name}>
                {name}
              </span>
            </span>
          ))
        )}
        <Icon name="chevron" size={14} />
      </AriaButton>
      <Popover className={popoverClass}>
        <Dialog aria-label="Cohorts" className="w-80 max-w-[85vw] outline-none">
          {({ close }) => <Chooser study={study} trigger={trigger} choosable={choosable} close={close} />}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

type ChooserProps = {
  study: Study;
  trigger: RefObject<HTMLButtonElement | null>;
  choosable: readonly Cohort[];
  close(): void;
};

/** Which cohorts to ask about, or two periods of the one that is. */
function Chooser({ study, trigger, choosable, close }: ChooserProps) {
  const { cohorts, set } = usePicked();
  const carried = useCarried();
  const [splitting, split] = useState(false);
  // The list keeps its order while it is open.
  const [listed] = useState(choosable);
  const all = listed.map((one) => cohorts.find(({ name }) => name === one.name) ?? one);
  const sizes = useSizes(study, all);
  const names = cohorts.map(({ name }) => name);
  const letters = lettered(cohorts).map(({ name }) => name);
  if (splitting)
    return (
      <TwoPeriods
        study={study}
        cohort={cohorts[0]}
        onSplit={(two) => {
          close();
          // What is behind the list takes no focus until it has closed.
          setTimeout(() => {
            trigger.current?.focus();
            set(two);
          });
        }}
        onBack={() => split(false)}
      />
    );
  const choose = (chosen: readonly string[]) =>
    set(
      [
        ...cohorts.filter(({ name }) => chosen.includes(name)),
        ...all.filter(({ name }) => chosen.includes(name) && !names.includes(name)),
      ].slice(0, most),
    );
  return (
    <>
      {all.length === 0 ? (
        <p className="px-2.5 py-2 text-sm text-soft">
          No cohort has been built yet. Every figure is of everybody under observation.
        </p>
      ) : (
        <>
          <p className="px-2.5 pt-1 pb-1.5 text-sm text-soft">{`One, or several to compare, ${most} at most.`}</p>
          <ListBox
            aria-label="Cohorts to ask about"
            selectionMode="multiple"
            escapeKeyBehavior="none"
            selectedKeys={names}
            onSelectionChange={(keys) => choose(keys === "all" ? all.map(({ name }) => name) : [...keys].map(String))}
            dependencies={[letters, sizes]}
            items={all.map((one, i) => ({ id: one.name, size: sizes[i] ?? null }))}
            className="max-h-72 overflow-y-auto outline-none"
          >
            {({ id, size }) => (
              <ListBoxItem id={id} textValue={id} className={manyClass}>
                {({ isSelected }) => (
                  <>
                    <Box on={isSelected} />
                    <span className="min-w-0 grow truncate" title={id}>
                      {letters[names.indexOf(id)] ?? id}
                    </span>
                    {size !== null && <span className="text-sm font-normal text-soft tabular-nums">{count(size)}</span>}
                  </>
                )}
              </ListBoxItem>
            )}
          </ListBox>
        </>
      )}
      <div className="flex flex-wrap gap-2 border-t border-line pt-1.5">
        <Button kind="quiet" aria-pressed={names.length === 0} onPress={() => set([])}>
          Everybody
        </Button>
        {cohorts.length < 2 && (
          <Button kind="quiet" onPress={() => split(true)}>
            Two periods…
          </Button>
        )}
        <Link
          href={carried("/cohorts")}
          onClick={close}
          className="rounded-field px-3 py-1.5 text-river hover:bg-river-faint"
        >
          Build a cohort
        </Link>
      </div>
    </>
  );
}
