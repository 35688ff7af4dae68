"use client";
import { type ReactNode, useId, useState } from "react";
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { unbroken } from "@/lib/cohorts/lettered";
import { Button } from "../kit/button";
import { Icon } from "../kit/icon";
import { optionClass, popoverClass } from "../params/chip";
import type { Figure } from "./board";

export type CardActsProps = {
  figure: Figure;
  /** What the figure is called, apart from all others of the board. */
  label: string;
  title: string;
  /** What is selected in it, in words. */
  selected: string | null;
  first: boolean;
  last: boolean;
  onMove(by: -1 | 1): void;
  onWiden(): void;
  onOpen(): void;
  onRemove(): void;
  /** The controls of its parameters. */
  children: ReactNode;
};

/** The head of a figure on a board: its finding, its parameters behind a button, and its place. */
export function CardActs(props: CardActsProps) {
  const { figure, label, title, selected, first, last, onMove, onWiden, onOpen, onRemove, children } = props;
  const [open, setOpen] = useState(false);
  const id = useId();
  const acts = [
    { id: "open", label: "Open by itself", can: true, act: onOpen },
    { id: "back", label: "Move earlier", can: !first, act: () => onMove(-1) },
    { id: "on", label: "Move later", can: !last, act: () => onMove(1) },
    { id: "wide", label: figure.wide ? "Make narrower" : "Make wider", can: true, act: onWiden },
    { id: "remove", label: "Remove", can: true, act: onRemove },
  ];
  return (
    <header className="mb-3">
      <div className="flex items-start gap-2">
        <div className="min-w-0 grow">
          <p className="text-sm text-soft">{label}</p>
          <h2 className="text-base leading-snug font-semibold">{unbroken(title)}</h2>
          {selected !== null && <p className="text-sm text-river">{`Selected here: ${selected}`}</p>}
        </div>
        <Button
          kind="quiet"
          className="px-2!"
          aria-expanded={open}
          aria-controls={id}
          aria-label={`Parameters of ${label}`}
          onPress={() => setOpen(!open)}
        >
          <Icon name="tune" />
        </Button>
        <MenuTrigger>
          <AriaButton
            aria-label={`Place of ${label}`}
            className="rounded-field px-2 py-1 text-soft hover:bg-river-faint hover:text-ink"
          >
            <Icon name="more" />
          </AriaButton>
          <Popover className={popoverClass} placement="bottom end">
            <Menu
              aria-label={`Place of ${label}`}
              className="outline-none"
              disabledKeys={acts.filter(({ can }) => !can).map((one) => one.id)}
              onAction={(key) => acts.find((one) => one.id === key)?.act()}
            >
              {acts.map((one) => (
                <MenuItem key={one.id} id={one.id} className={`${optionClass} data-disabled:opacity-45`}>
                  {one.label}
                </MenuItem>
              ))}
            </Menu>
          </Popover>
        </MenuTrigger>
      </div>
      <div id={id} hidden={!open} className="mt-2">
        {open && children}
      </div>
    </header>
  );
}
