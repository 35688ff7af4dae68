import Link from "next/link";
import { isoDay, percent, plural } from "@/lib/charts/format";
import { Sparkline } from "@/lib/charts/sparkline";
import type { Row } from "@/lib/engine/decode";
import type { Course, Turn } from "@/lib/insights/triage";
import { type Mark, newSince } from "@/lib/log/marks";
import { markWords } from "./use-marks";

type TurnRowProps = {
  id: string;
  place: number;
  /** In the order in which reasons are told. */
  rules: readonly string[];
  turn: Turn;
  mark: Mark | null;
  active: boolean;
  href: string;
  /** Keeps the place for the way back. */
  onLeave(): void;
};

/** How somebody has been, in words. */
function courseWords({ kind, values }: Course): string {
  const known = values.flatMap((value) => value ?? []);
  const last = known.at(-1);
  if (last === undefined) return "Nothing known in the last weeks";
  const weeks = plural(known.length, "week");
  if (kind === "events") return `Events in the last ${weeks}, ${plural(last, "event")} in the last one`;
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  return `Days with supply in the last ${weeks}: ${percent(mean)}, in the last one ${percent(last)}`;
}

function drawn({ kind, values }: Course): (number | null)[] {
  if (kind === "covered") return [...values];
  const most = Math.max(1, ...values.flatMap((value) => value ?? []));
  return values.map((value) => (value === null ? null : value / most));
}

function Marked({ mark, rules }: { mark: Mark; rules: readonly string[] }) {
  const added = newSince(mark, rules).length;
  return (
    <span className="mt-0.5 flex flex-col text-xs text-soft">
      <span className="flex flex-wrap items-baseline gap-x-1.5">
        <span
          className={`rounded-full border whitespace-nowrap px-1.5 py-px font-semibold ${mark.kind === "call" ? "border-copper text-copper" : "border-edge text-soft"}`}
        >
          {markWords[mark.kind]}
        </span>
        <span className="whitespace-nowrap">{isoDay(mark.day)}</span>
      </span>
      {added > 0 && <span className="mt-0.5 text-copper">{`${plural(added, "new reason")} since`}</span>}
    </span>
  );
}

const cell = "min-w-0";

/** A patient whose turn it is: why, since when, and how they have been. */
export function TurnRow({ id, place, rules, turn, mark, active, href, onLeave }: TurnRowProps) {
  const turnOf = ({ rule }: Row) => rules.indexOf(String(rule));
  const rows = turn.rows.toSorted((a, b) => turnOf(a) - turnOf(b));
  const since = rows.map(({ since: day }) => String(day)).toSorted()[0] ?? "";
  return (
    <div
      role="row"
      id={id}
      aria-rowindex={place + 2}
      aria-selected={active}
      data-place={place}
      className={`grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 border-b border-line px-3 py-2 text-sm [content-visibility:auto] [contain-intrinsic-height:auto_58px] lg:grid-cols-[8rem_minmax(0,1fr)_6rem_6.5rem] ${active ? "bg-river-soft" : "hover:bg-river-faint"}`}
    >
      <span role="rowheader" className={`${cell} wrap-anywhere`}>
        <Link
          href={href}
          tabIndex={-1}
          prefetch={false}
          onClick={onLeave}
          className="font-semibold text-river underline decoration-river/40 underline-offset-3 hover:decoration-river"
        >
          {turn.id}
        </Link>
        {mark && <Marked mark={mark} rules={rows.map(({ rule }) => String(rule))} />}
      </span>
      <span role="gridcell" className={`${cell} order-last col-span-2 lg:order-none lg:col-span-1`}>
        {rows.map(({ reason, rule }) => (
          <span key={`${String(rule)} ${String(reason)}`} className="block wrap-anywhere">
            {String(reason).replaceAll(" %", "\u00a0%")}
          </span>
        ))}
      </span>
      <span role="gridcell" className={`${cell} text-right whitespace-nowrap text-soft lg:text-left`}>
        <span className="lg:hidden">since </span>
        {isoDay(since)}
      </span>
      <span role="gridcell" className={cell}>
        <Sparkline
          title={courseWords(turn.course)}
          values={drawn(turn.course)}
          tone={turn.course.kind === "covered" ? "moss" : "river"}
        />
      </span>
    </div>
  );
}
