import { inkOf } from "./palette";

/** The fills of the groups that share a colour with another. */
export function Hatches({ count }: { count: number }) {
  return (
    <defs>
      {Array.from({ length: count }, (_, i) => inkOf(i))
        .filter((ink) => ink.hatched)
        .map((ink) => (
          <pattern
            key={ink.letter}
            id={`hatch-${ink.letter}`}
            width="5"
            height="5"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <rect width="5" height="5" fill="var(--color-card)" />
            <rect width="2.2" height="5" fill={ink.colour} />
          </pattern>
        ))}
    </defs>
  );
}
