/** What a step of a path is: one treatment, several at once, how a path ends, what is told together. */
export type StepKind = "one" | "combination" | "state" | "other";
/** `tone` is the colour of an ending. */
export type Step = { label: string; kind: StepKind; tone?: string };

/** Treatments stand before endings. */
export const kindOrder: Readonly<Record<StepKind, number>> = { one: 0, combination: 0, other: 1, state: 2 };

type Stripes = { id: string; size: number; bands: readonly { at: number; colour: string }[] };
export type StepInks = {
  /** What fills a mark: whole, or in stripes of its parts. */
  fill(step: Step): string;
  /** The one colour that stands for it. */
  colour(step: Step): string;
  stripes: readonly Stripes[];
};

const colours = 8;
const stripe = 4;

/** Parts of a combination by their names. */
const partsOf = ({ label, kind }: Step): string[] => (kind === "combination" ? label.split(" + ") : [label]);

/** Colours of treatments in the order given, those beyond eight taken again; a combination has stripes of those of its parts. `scope` keeps the patterns of figures apart. */
export function stepInks(steps: readonly Step[], scope: string): StepInks {
  const treated = steps.filter(({ kind }) => kind === "one" || kind === "combination");
  const names = [...new Set([...treated.filter(({ kind }) => kind === "one"), ...treated].flatMap(partsOf))];
  const ink = new Map(names.map((name, i) => [name, `var(--series-${(i % colours) + 1})`]));
  const inkOf = (name: string) => ink.get(name) ?? "var(--color-edge)";
  const combinations = [...new Set(treated.filter(({ kind }) => kind === "combination").map(({ label }) => label))];
  const idOf = new Map(combinations.map((label, i) => [label, `${scope}-stripes-${i}`]));
  const colour = (step: Step) => {
    if (step.kind === "state") return step.tone ?? "var(--color-line)";
    return step.kind === "other" ? "var(--color-line)" : inkOf(partsOf(step)[0] ?? "");
  };
  return {
    colour,
    fill(step) {
      const id = step.kind === "combination" ? idOf.get(step.label) : undefined;
      return id === undefined ? colour(step) : `url(#${id})`;
    },
    stripes: combinations.map((label) => ({
      id: idOf.get(label) ?? "",
      size: stripe * partsOf({ label, kind: "combination" }).length,
      bands: partsOf({ label, kind: "combination" }).map((part, i) => ({ at: i * stripe, colour: inkOf(part) })),
    })),
  };
}

/** The stripes that `fill` refers to. */
export function Stripes({ inks }: { inks: StepInks }) {
  return (
    <defs>
      {inks.stripes.map(({ id, size, bands }) => (
        <pattern
          key={id}
          id={id}
          width={size}
          height={size}
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          {bands.map(({ at, colour }) => (
            <rect key={at} x={at} width={stripe} height={size} fill={colour} />
          ))}
        </pattern>
      ))}
    </defs>
  );
}

type StepKeyProps = { steps: readonly Step[]; among: readonly Step[]; scope: string };

/** Names the steps of a figure, each with how it is filled where its colours are shared `among` some. */
export function StepKey({ steps, among, scope }: StepKeyProps) {
  const inks = stepInks(among, scope);
  const unique = steps
    .filter((step, i) => steps.findIndex(({ label, kind }) => label === step.label && kind === step.kind) === i)
    .toSorted((a, b) => kindOrder[a.kind] - kindOrder[b.kind]);
  return (
    <ul aria-label="Steps" className="flex flex-wrap gap-x-4 gap-y-1 text-xs">
      {unique.map((step) => (
        <li key={`${step.kind} ${step.label}`} className="flex max-w-72 items-center gap-2">
          <svg width="12" height="12" aria-hidden="true" className="shrink-0">
            <Stripes inks={inks} />
            <rect
              x="0.5"
              y="0.5"
              width="11"
              height="11"
              rx="2.5"
              fill={inks.fill(step)}
              stroke={step.kind === "state" || step.kind === "other" ? "var(--color-edge)" : "none"}
            />
          </svg>
          <span className="truncate">{step.label}</span>
        </li>
      ))}
    </ul>
  );
}
