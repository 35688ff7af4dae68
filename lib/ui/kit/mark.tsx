/** The mark: two strokes of a river, in the colour of what surrounds it. */
export function Mark({ size = 22 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 22 22" aria-hidden="true" className="shrink-0 text-river">
      <g fill="none" stroke="currentColor" strokeLinecap="round">
        <path d="M2 15c4-8 7 3 10-4s5-2 8-6" strokeWidth="2.4" />
        <path d="M2 19c5-5 8 2 11-3s4-1 7-3" strokeWidth="1.4" opacity=".5" />
      </g>
    </svg>
  );
}
