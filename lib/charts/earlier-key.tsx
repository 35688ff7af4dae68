/** The dash of what was known at an earlier moment. */
export const earlierDash = "2 4";

/** Says which line is the earlier one. */
export function EarlierKey({ words }: { words: string }) {
  return (
    <p className="mb-2 flex items-center gap-2 px-2 text-xs text-soft">
      <svg width="26" height="12" aria-hidden="true" className="shrink-0">
        <line
          x1="1"
          x2="26"
          y1="6"
          y2="6"
          stroke="var(--color-ink)"
          strokeWidth="1.6"
          strokeDasharray={earlierDash}
          strokeLinecap="round"
        />
      </svg>
      {`as known at ${words}`}
    </p>
  );
}
