"use client";
import {
  Button as AriaButton,
  Header,
  Menu,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Popover,
  Text,
} from "react-aria-components";
import { sections } from "@/lib/insights/views";
import { Icon } from "../kit/icon";
import { chipClass, optionClass, popoverClass } from "../params/chip";

type AddFigureProps = {
  full: boolean;
  /** Why an insight cannot be chosen; null where it can. */
  refusal?(insight: string): string | null;
  onAdd(insight: string): void;
};

const any = () => null;

/** Chooses the insight of another figure. */
export function AddFigure({ full, refusal = any, onAdd }: AddFigureProps) {
  const refused = new Map(
    sections.flatMap(({ views }) =>
      views.flatMap(({ id }): [string, string][] => {
        const why = refusal(id);
        return why === null ? [] : [[id, why]];
      }),
    ),
  );
  return (
    <MenuTrigger>
      <AriaButton isDisabled={full} className={`${chipClass} disabled:opacity-45`}>
        Add a figure
        <Icon name="chevron" size={14} />
      </AriaButton>
      <Popover className={`${popoverClass} max-h-[60vh]! overflow-y-auto`}>
        <Menu
          aria-label="Figures"
          className="outline-none"
          disabledKeys={refused.keys()}
          onAction={(key) => onAdd(String(key))}
        >
          {sections.map(({ section, views }) => (
            <MenuSection key={section}>
              <Header className="px-2.5 pt-2 pb-1 text-2xs tracking-[0.06em] text-soft uppercase">{section}</Header>
              {views.map(({ id, view }) => (
                <MenuItem
                  key={id}
                  id={id}
                  textValue={view.navTitle}
                  className={`${optionClass} data-disabled:block data-disabled:text-soft`}
                >
                  <Text slot="label">{view.navTitle}</Text>
                  {refused.has(id) && (
                    <Text slot="description" className="block max-w-72 text-xs">
                      {refused.get(id)}
                    </Text>
                  )}
                </MenuItem>
              ))}
            </MenuSection>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
