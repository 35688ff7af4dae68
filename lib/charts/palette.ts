/** A series is told by colour and dash, or by colour and hatch; never by colour alone. */
export type Ink = { colour: string; dash: string | undefined; hatched: boolean; letter: string };

const colours = 8;
const dashes = [undefined, "6 3", "2 3", "9 3 2 3", "12 4", "4 2 1 2 1 2", "1 3", "8 2 8 6"];

export const inkOf = (index: number): Ink => ({
  colour: `var(--series-${(index % colours) + 1})`,
  dash: dashes[(index + Math.floor(index / colours)) % dashes.length],
  hatched: Math.floor(index / colours) % 2 === 1,
  letter: String.fromCodePoint(65 + (index % 26)),
});

/** How many groups a figure can tell apart. */
export const mostGroups = colours * 2;

/** What stands at the end of a line: its own name where that is short, else a letter. */
export const letterOf = (label: string, ink: Ink): string => (label.length <= 3 ? label : ink.letter);
