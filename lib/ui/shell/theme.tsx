"use client";
import { useState } from "react";
import { ToggleButton, ToggleButtonGroup } from "react-aria-components";
import { Icon } from "../kit/icon";
import { type Theme, themes } from "./theme-name";

const icons = { system: "system", light: "sun", dark: "moon" } as const;
const words = { system: "As the system", light: "Light", dark: "Dark" } as const;

function remember(theme: Theme) {
  document.cookie = `theme=${theme}; path=/; max-age=31536000; samesite=strict`;
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
}

/** Light, dark or as the system has it; kept in a cookie so that the first paint is already right. */
export function ThemeToggle({ initial }: { initial: Theme }) {
  const [theme, setTheme] = useState(initial);
  return (
    <ToggleButtonGroup
      aria-label="Colours"
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[theme]}
      onSelectionChange={(keys) => {
        const chosen = themes.find((name) => keys.has(name)) ?? "system";
        setTheme(chosen);
        remember(chosen);
      }}
      className="flex w-fit rounded-full border border-line p-0.5"
    >
      {themes.map((name) => (
        <ToggleButton
          key={name}
          id={name}
          aria-label={words[name]}
          className="grid size-7 place-items-center rounded-full text-soft hover:text-ink data-selected:bg-river-soft data-selected:text-ink"
        >
          <Icon name={icons[name]} size={16} />
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
