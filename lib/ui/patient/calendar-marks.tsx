import type { ReactNode } from "react";
import type { DayKind, DoseState, MonthDay } from "@/lib/projections/patient/month";
import { kindWords, stateWords } from "./calendar-words";

type State = Exclude<DoseState, null>;

const half = <path d="M7 2a5 5 0 0 0 0 10z" fill="var(--color-river)" stroke="none" />;
const states: Readonly<Record<State, ReactNode>> = {
  all: <circle cx="7" cy="7" r="5" fill="var(--color-river)" stroke="var(--color-river)" />,
  partly: (
    <>
      <circle cx="7" cy="7" r="5" stroke="var(--color-river)" />
      {half}
    </>
  ),
  skipped: <path d="M7 2a5 5 0 1 0 0 10A5 5 0 1 0 7 2M4 10l6-6" stroke="var(--color-copper)" />,
  unrecorded: <circle cx="7" cy="7" r="5" stroke="var(--color-edge)" strokeDasharray="2 2.2" />,
};

/** How the doses of a day came out: each state has a shape of its own. */
export const StateMark = ({ state }: { state: State }) => (
  <svg width="14" height="14" fill="none" strokeWidth="1.5" aria-hidden="true" className="shrink-0">
    {states[state]}
  </svg>
);

const marks: Readonly<Record<DayKind, ReactNode>> = {
  visit: <path d="M4.5 1L8.5 8h-8z" fill="var(--color-ink)" />,
  score: <circle cx="4.5" cy="4.5" r="3" stroke="var(--color-copper)" strokeWidth="1.5" />,
  "task due": <rect x="1.5" y="1.5" width="6" height="6" rx="1.5" stroke="var(--color-moss)" strokeWidth="1.5" />,
  "task done": <rect x="1" y="1" width="7" height="7" rx="2" fill="var(--color-moss)" />,
  other: <path d="M1 4.5h7" stroke="var(--color-soft)" strokeWidth="2" />,
};

const KindMark = ({ kind }: { kind: DayKind }) => (
  <svg width="9" height="9" fill="none" aria-hidden="true" className="shrink-0">
    {marks[kind]}
  </svg>
);

const kinds: readonly DayKind[] = ["visit", "score", "task due", "task done", "other"];

/** What besides doses a day holds, a mark for each kind. */
export const DayMarks = ({ of }: Pick<MonthDay, "of">) => (
  <span className="flex flex-wrap gap-[3px]">
    {kinds.map((kind) => of[kind] > 0 && <KindMark key={kind} kind={kind} />)}
  </span>
);

const stateNames: readonly State[] = ["all", "partly", "skipped", "unrecorded"];

/** What the marks of the calendar mean. */
export const CalendarKey = () => (
  <ul className="mt-3 flex flex-wrap gap-x-4 gap-y-0.5 text-xs text-soft">
    {stateNames.map((state) => (
      <li key={state} className="flex items-center gap-1.5">
        <StateMark state={state} />
        {stateWords[state]}
      </li>
    ))}
    {kinds.map((kind) => (
      <li key={kind} className="flex items-center gap-1.5">
        <KindMark kind={kind} />
        {kindWords[kind][0]}
      </li>
    ))}
  </ul>
);
