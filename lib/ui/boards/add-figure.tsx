"use client";
import { Button as AriaButton, Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover } from "react-aria-components";
import { sections } from "@/lib/insights/views";
import { Icon } from "../kit/icon";
import { chipClass, optionClass, popoverClass } from "../params/chip";

/** Chooses the insight of another figure. */
export const AddFigure = ({ full, onAdd }: { full: boolean; onAdd(insight: string): void }) => (
  <MenuTrigger>
    <AriaButton isDisabled={full} className={`${chipClass} disabled:opacity-45`}>
      Add a figure
      <Icon name="chevron" size={14} />
    </AriaButton>
    <Popover className={`${popoverClass} max-h-[60vh]! overflow-y-auto`}>
      <Menu aria-label="Figures" className="outline-none" onAction={(key) => onAdd(String(key))}>
        {sections.map(({ section, views }) => (
          <MenuSection key={section}>
            <Header className="px-2.5 pt-2 pb-1 text-2xs tracking-[0.06em] text-soft uppercase">{section}</Header>
            {views.map(({ id, view }) => (
              <MenuItem key={id} id={id} className={optionClass}>
                {view.navTitle}
              </MenuItem>
            ))}
          </MenuSection>
        ))}
      </Menu>
    </Popover>
  </MenuTrigger>
);
