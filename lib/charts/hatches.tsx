import { type Ink, inkOf } from "./palette";

const idOf = ({ letter }: Ink) => `hatch-${letter}`;

/** What fills an area of a group; where it is hatched, a picture holds its `Hatch`. */
export const areaOf = (ink: Ink): string => (ink.hatched ? `url(#${idOf(ink)})` : ink.colour);

/** The fill of a group that shares its colour with another; nothing for others. */
export function Hatch({ ink }: { ink: Ink }) {
  if (!ink.hatched) return null;
  return (
    <pattern id={idOf(ink)} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect width="5" height="5" fill="var(--color-card)" />
      <rect width="2.2" height="5" fill={ink.colour} />
    </pattern>
  );
}

/** The fills of so many groups. */
export function Hatches({ count }: { count: number }) {
  return (
    <defs>
      {Array.from({ length: count }, (_, i) => inkOf(i)).map((ink) => (
        <Hatch key={ink.letter} ink={ink} />
      ))}
    </defs>
  );
}
