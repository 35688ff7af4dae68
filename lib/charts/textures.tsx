/** How an area is filled beside its colour: whole, with slanting lines one way or the other, with dots, or not at all. */
export type Texture = "whole" | "rising" | "falling" | "dots" | "hollow";
export type Fill = { colour: string; texture: Texture };

const idOf = ({ colour, texture }: Fill) => `texture-${texture}-${colour.replaceAll(/[^a-z0-9]+/g, "-")}`;

export const paintOf = (fill: Fill): string => {
  if (fill.texture === "whole") return fill.colour;
  return fill.texture === "hollow" ? "var(--color-card)" : `url(#${idOf(fill)})`;
};

function Tile({ fill: { colour, texture } }: { fill: Fill }) {
  if (texture === "dots") return <circle cx="2.5" cy="2.5" r="1.4" fill={colour} />;
  return <rect width="2" height="5" fill={colour} />;
}

const turns: Partial<Record<Texture, number>> = { rising: 45, falling: -45, dots: 45 };

/** The fills of a figure, once for all its pictures. */
export function Textures({ fills }: { fills: readonly Fill[] }) {
  return (
    <svg width="0" height="0" className="absolute" aria-hidden="true">
      <defs>
        {fills
          .filter(({ texture }) => turns[texture] !== undefined)
          .map((fill) => (
            <pattern
              key={idOf(fill)}
              id={idOf(fill)}
              width="5"
              height="5"
              patternUnits="userSpaceOnUse"
              patternTransform={`rotate(${turns[fill.texture] ?? 0})`}
            >
              <rect width="5" height="5" fill="var(--color-card)" />
              <rect width="5" height="5" fill={fill.colour} fillOpacity="0.16" />
              <Tile fill={fill} />
            </pattern>
          ))}
      </defs>
    </svg>
  );
}
