import { areaOf, Hatch } from "./hatches";
import { type Ink, inkOf, keyWords } from "./palette";
import { Pressable } from "./pressable";

function Swatch({ ink, kind }: { ink: Ink; kind: "line" | "area" }) {
  return (
    <svg width={kind === "line" ? 26 : 12} height="12" aria-hidden="true" className="shrink-0">
      {kind === "line" ? (
        <line x1="0" x2="26" y1="6" y2="6" stroke={ink.colour} strokeWidth="2.4" strokeDasharray={ink.dash} />
      ) : (
        <>
          <Hatch ink={ink} />
          <rect width="12" height="12" rx="2.5" fill={areaOf(ink)} stroke={ink.colour} />
        </>
      )}
    </svg>
  );
}

type LegendProps = {
  labels: readonly string[];
  /** How each is drawn, where its place does not say. */
  inks?: readonly Ink[];
  hidden: ReadonlySet<string>;
  /** Takes a group out of the picture or back; where it is not given, the legend is only read. */
  onToggle?(label: string): void;
  kind: "line" | "area";
  /** Whether lines carry their letter. */
  letters?: boolean;
};

const keyClass = "flex max-w-72 items-center gap-2 rounded-field px-2 py-1";

/** Names the groups; pressing one takes it out of the picture, never out of the numbers. */
export function Legend({ labels, inks, hidden, onToggle, kind, letters = false }: LegendProps) {
  return (
    <ul aria-label="Groups" className="mb-3 flex flex-wrap gap-x-1 gap-y-0.5 text-xs">
      {labels.map((label, i) => {
        const ink = inks?.[i] ?? inkOf(i);
        const off = hidden.has(label);
        const key = (
          <>
            <Swatch ink={ink} kind={kind} />
            <span className="truncate" title={label}>
              {letters ? keyWords(label, ink) : label}
            </span>
          </>
        );
        return (
          <li key={label}>
            {onToggle ? (
              <Pressable
                aria-pressed={!off}
                onClick={() => onToggle(label)}
                className={`${keyClass} hover:bg-river-faint ${off ? "text-soft line-through opacity-60" : ""}`}
              >
                {key}
              </Pressable>
            ) : (
              <span className={keyClass}>{key}</span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
