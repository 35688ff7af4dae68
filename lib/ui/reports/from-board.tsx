"use client";
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { insights } from "@/lib/insights/registry";
import { latest, type Versioned } from "@/lib/versions";
import type { Board } from "../boards/board";
import { Icon } from "../kit/icon";
import { chipClass, optionClass, popoverClass } from "../params/chip";
import { statedIn } from "../params/stated";
import type { Asked } from "./add";

/** Why an insight cannot be in a report; null where it can. */
export const refusalOf = (insight: string): string | null =>
  insights.get(insight)?.discloses
    ? null
    : "Not in a report: it tells of single patients, or nobody has said yet what it tells of them.";

/** The figures of a board as a report asks them, and the titles of those that cannot be in one. */
export function figuresOf({ figures, cohorts }: Board): { asked: Asked[]; left: string[] } {
  const found = figures.map(({ insight: id, query, data }) => {
    const insight = insights.get(id);
    if (!insight?.discloses) return insight?.title ?? id;
    return {
      insight: id,
      params: statedIn(insight, new URLSearchParams(query), new URLSearchParams(data)),
      cohorts,
    };
  });
  return {
    asked: found.flatMap((one) => (typeof one === "string" ? [] : one)),
    left: found.flatMap((one) => (typeof one === "string" ? one : [])),
  };
}

/** Adds all figures of a board that was saved. */
export function FromBoard({ boards, onAdd }: { boards: readonly Versioned<Board>[]; onAdd(board: Board): void }) {
  if (boards.length === 0) return null;
  return (
    <MenuTrigger>
      <AriaButton className={chipClass}>
        Add a board’s figures
        <Icon name="chevron" size={14} />
      </AriaButton>
      <Popover className={popoverClass}>
        <Menu
          aria-label="Boards"
          className="outline-none"
          onAction={(key) => {
            const found = boards.find(({ name }) => name === key);
            const board = found && latest(found);
            if (board) onAdd(board);
          }}
        >
          {boards.map(({ name }) => (
            <MenuItem key={name} id={name} className={optionClass}>
              {name}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
