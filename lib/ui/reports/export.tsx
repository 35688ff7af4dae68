"use client";
import { useRef, useState } from "react";
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover, Text } from "react-aria-components";
import { describe, failureOf } from "@/lib/failure";
import type { Made } from "@/lib/reports/made";
import { useSend } from "../export/send";
import { useLeft } from "../export/use-left";
import { Button } from "../kit/button";
import { buttonClass } from "../kit/button-class";
import { Icon } from "../kit/icon";
import { save } from "../kit/save";
import { optionClass, popoverClass } from "../params/chip";
import { fileOf, type Format, formats } from "./files";
import { aboutExact, exact } from "./exact";
import { hiddenOf, hiddenWords } from "./hidden";

type Step = { what: string; done: number; of: number };

const choices: readonly { id: Format | "pdf"; label: string; about: string }[] = [
  { id: "html", label: "HTML", about: "One file that needs nothing else, and can be opened here again" },
  { id: "pdf", label: "PDF", about: "By the browser’s own print" },
  { id: "svg", label: "SVG", about: "Every figure by itself, zipped" },
  { id: "png", label: "PNG", about: "The same in twice as many pixels" },
  { id: "xlsx", label: "XLSX", about: "All tables as one workbook" },
  { id: "csv", label: "CSV", about: "All tables, zipped" },
  { id: "parquet", label: "Parquet", about: "All tables, zipped" },
  { id: "arrow", label: "Arrow", about: "All tables, zipped" },
];

/** Saves a report that was made, in the form that is chosen. */
export function Export({ made }: { made: Made | null }) {
  const { remember } = useLeft();
  const send = useSend();
  const [step, setStep] = useState<Step | null>(null);
  const [said, say] = useState<{ of: Made; words: string } | null>(null);
  const running = useRef<AbortController | null>(null);
  const write = async (format: Format, report: Made) => {
    const what = choices.find(({ id }) => id === format)?.label ?? "";
    const { signal } = (running.current = new AbortController());
    setStep({ what, done: 0, of: 0 });
    try {
      const onStep = (done: number, of: number) => setStep({ what, done, of });
      const { content, name, type } = await fileOf(format, report, { signal, onStep });
      const file = new Blob([content], { type });
      if (exact(report)) await send({ file, name }, aboutExact(report));
      else {
        await remember(report.published);
        save(file, name, type);
      }
      say({ of: report, words: `Saved “${name}”. ${hiddenWords(hiddenOf(report))}` });
    } catch (thrown) {
      const failed = describe(failureOf(thrown));
      say({ of: report, words: `${failed.what} ${failed.next}` });
    } finally {
      setStep(null);
    }
  };
  const act = (key: string) => {
    const format = formats.find((one) => one === key);
    if (!made) return;
    if (format) void write(format, made);
    // The menu has gone from the page by the time it is printed.
    else setTimeout(() => window.print(), 300);
  };
  return (
    <>
      <MenuTrigger>
        <AriaButton isDisabled={!made || step !== null} className={buttonClass("primary")}>
          Export
          <Icon name="chevron" size={14} />
        </AriaButton>
        <Popover className={popoverClass} placement="bottom end">
          <Menu aria-label="Export" className="outline-none" items={choices} onAction={(key) => act(String(key))}>
            {({ label, about }) => (
              <MenuItem textValue={label} className={`${optionClass} block`}>
                <Text slot="label" className="font-semibold">
                  {label}
                </Text>
                <Text slot="description" className="block text-sm text-soft">
                  {about}
                </Text>
              </MenuItem>
            )}
          </Menu>
        </Popover>
      </MenuTrigger>
      <div role="status" className="flex items-center gap-3 text-sm text-soft empty:hidden">
        {step ? (
          <>
            {`Writing ${step.what}${step.of > 0 ? `: ${step.done + 1} of ${step.of}` : ""}`}
            <Button kind="chip" onPress={() => running.current?.abort()}>
              Cancel
            </Button>
          </>
        ) : (
          said?.of === made && said?.words
        )}
      </div>
    </>
  );
}
