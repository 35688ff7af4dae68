const kinds = {
  primary: "bg-river text-on-river px-4 py-2 font-semibold hover:bg-river-deep data-pressed:bg-river-deep",
  plain: "border border-edge bg-card px-4 py-2 hover:border-river hover:text-river",
  quiet: "px-2 py-1 text-soft hover:text-ink hover:bg-river-faint",
  link: "text-river underline underline-offset-3 decoration-river/40 hover:decoration-river",
  chip: "rounded-full! border border-line bg-card px-3 py-1 hover:border-edge",
} as const;

export type ButtonKind = keyof typeof kinds;

/** The looks of a button, for what must be another element (a link). */
export const buttonClass = (kind: ButtonKind) =>
  `inline-flex items-center justify-center gap-2 rounded-field whitespace-nowrap transition-colors disabled:opacity-45 disabled:cursor-default ${kinds[kind]}`;
