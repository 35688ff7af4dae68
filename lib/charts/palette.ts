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

/** A label that bears the letter of its cohort: “A · Women”, or of a group within it, “A · Women · II”. */
const ofCohort = /^([A-Z]) · (.*)$/;

/** What stands at the end of a line: its own name where that is short, else a letter; of a group within a cohort the letter of the cohort and a number. */
export function letterOf(label: string, ink: Ink): string {
  if (label.length <= 3) return label;
  const [, letter, rest] = ofCohort.exec(label) ?? [];
  if (letter === undefined || !rest?.includes(" · ")) return letter ?? ink.letter;
  return `${letter}${(ink.letter.codePointAt(0) ?? 65) - 64}`;
}

/** A label with the letter by which its line is known. */
export function keyWords(label: string, ink: Ink): string {
  const letter = letterOf(label, ink);
  return letter === label ? label : `${letter} · ${ofCohort.exec(label)?.[2] ?? label}`;
}
