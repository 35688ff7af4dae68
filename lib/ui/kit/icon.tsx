const paths = {
  menu: "M3 6h14M3 10h14M3 14h14",
  close: "M5 5l10 10M15 5L5 15",
  chevron: "M6 8l4 4 4-4",
  right: "M8 5l5 5-5 5",
  left: "M12 5l-5 5 5 5",
  up: "M6 12l4-4 4 4",
  check: "M5 10.5l3.5 3.5L15 6.5",
  sun: "M10 6.5a3.5 3.5 0 100 7 3.5 3.5 0 000-7zM10 1.5v2M10 16.5v2M1.5 10h2M16.5 10h2M4 4l1.4 1.4M14.6 14.6L16 16M16 4l-1.4 1.4M5.4 14.6L4 16",
  moon: "M16.5 12A7 7 0 118 3.5a5.5 5.5 0 008.5 8.5z",
  system: "M3 4.5h14v9H3zM7.5 17h5M10 13.5V17",
  alert: "M10 3.5l7.5 13h-15zM10 8.5v3.5M10 14.2v.1",
  file: "M5 2.5h6.5L15 6v11.5H5zM11.5 2.5V6H15",
  drop: "M10 3v9M6.5 8.5L10 12l3.5-3.5M3.5 13v3.5h13V13",
  lock: "M5 9h10v8H5zM7 9V6.5a3 3 0 016 0V9",
  clock: "M10 3a7 7 0 100 14 7 7 0 000-14zM10 6v4l2.5 2",
  undo: "M7.5 4.5L4 8l3.5 3.5M4 8h7.5a4.5 4.5 0 010 9H8",
  redo: "M12.5 4.5L16 8l-3.5 3.5M16 8H8.5a4.5 4.5 0 000 9H12",
  tune: "M3 6h8M15 6h2M3 14h2M9 14h8M13 4v4M7 12v4",
  more: "M4.5 10h.1M10 10h.1M15.5 10h.1",
  people:
    "M7.5 9.5a2.5 2.5 0 100-5 2.5 2.5 0 000 5zM2.5 16c0-3 2.2-4.5 5-4.5s5 1.5 5 4.5M13 9.3a2.2 2.2 0 100-4.3M14.5 11.8c1.8.5 3 1.9 3 4.2",
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" aria-hidden="true" className="shrink-0">
      <path
        d={paths[name]}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
