"use client";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, useEffect, useId, useRef } from "react";
import type { Turn } from "@/lib/insights/triage";
import type { Mark } from "@/lib/log/marks";
import { Button } from "../kit/button";
import { usePatientHref } from "../patient/handle";
import { TurnRow } from "./turn-row";
import { markWords, useMarks } from "./use-marks";

type TurnsGridProps = {
  patients: readonly Turn[];
  total: number;
  /** The day of the list, ISO. */
  day: string;
  at: number;
  /** The rules, in the order in which reasons are told. */
  rules: readonly string[];
  /** Whether somebody comes back to it, from the patient at `at`. */
  returning: boolean;
  onAt(at: number): void;
  onLeave(at: number): void;
  onMarked(turn: Turn, mark: Mark | null): void;
  more(): void;
};

const heads = ["Patient", "Reasons", "Since", "26 weeks"];
const keyClass = "rounded border border-line bg-paper px-1 font-mono text-xs text-soft";
const page = 10;

function placeAfter(key: string, at: number, last: number): number | null {
  switch (key) {
    case "ArrowDown":
    case "j":
      return Math.min(last, at + 1);
    case "ArrowUp":
    case "k":
      return Math.max(0, at - 1);
    case "PageDown":
      return Math.min(last, at + page);
    case "PageUp":
      return Math.max(0, at - page);
    case "Home":
      return 0;
    case "End":
      return last;
    default:
      return null;
  }
}

/** Patients in the order of their turns, gone through by keys: one focus stop, within which letters are commands. */
export function TurnsGrid(props: TurnsGridProps) {
  const { patients, total, day, rules, at, returning, onAt, onLeave, onMarked, more } = props;
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const router = useRouter();
  const hrefOf = usePatientHref();
  const { of, put } = useMarks();
  const last = patients.length - 1;
  const place = Math.min(at, last);
  const rowId = (index: number) => `${id}-${index}`;

  const seek = (index: number) => document.getElementById(rowId(index))?.scrollIntoView({ block: "nearest" });
  const returned = useRef(!returning);
  useEffect(() => {
    if (returned.current || last < 0) return;
    returned.current = true;
    box.current?.focus({ preventScroll: true });
    document.getElementById(`${id}-${place}`)?.scrollIntoView({ block: "center" });
  }, [id, last, place]);

  const mark = (kind: Mark["kind"] | null) => (turn: Turn) => {
    const given = kind && { kind, day, rules: [...new Set(turn.rows.map(({ rule }) => String(rule)))] };
    put(turn, given);
    onMarked(turn, given);
  };
  const current = patients[place];
  const acts = [
    {
      key: "Enter",
      label: "Timeline",
      does(turn: Turn) {
        onLeave(place);
        router.push(hrefOf(turn));
      },
    },
    { key: "s", label: markWords.seen, does: mark("seen") },
    { key: "f", label: markWords.call, does: mark("call") },
    { key: "x", label: "No mark", does: mark(null) },
  ];

  const onKeyDown = (event: KeyboardEvent) => {
    const turn = patients[place];
    if (!turn || event.ctrlKey || event.metaKey || event.altKey) return;
    const next = placeAfter(event.key, place, last);
    if (next !== null) {
      event.preventDefault();
      if (next === last) more();
      onAt(next);
      seek(next);
      return;
    }
    const act = acts.find(({ key }) => key === event.key);
    if (!act) return;
    event.preventDefault();
    act.does(turn);
  };

  return (
    <>
      <div className="mb-2 flex flex-wrap items-center gap-x-2 gap-y-1.5">
        {acts.map(({ key, label, does }) => (
          <Button key={key} kind="chip" className="text-sm" onPress={() => current && does(current)}>
            {label} <kbd className={keyClass}>{key}</kbd>
          </Button>
        ))}
        <span className="text-xs text-soft">
          <kbd className={keyClass}>↑ ↓</kbd> or <kbd className={keyClass}>k j</kbd> to move
        </span>
      </div>
      <div
        ref={box}
        role="grid"
        tabIndex={0}
        aria-label="Patients who need attention, most urgent first"
        aria-rowcount={total + 1}
        aria-activedescendant={last >= 0 ? rowId(place) : undefined}
        onKeyDown={onKeyDown}
        onClick={({ target }) => {
          const row = target instanceof Element ? target.closest("[data-place]") : null;
          if (row instanceof HTMLElement) onAt(Number(row.dataset["place"]));
        }}
        className="max-h-[70vh] overflow-y-auto rounded-field border border-line focus-visible:outline-2"
      >
        <div
          role="row"
          aria-rowindex={1}
          className="sticky top-0 z-1 hidden grid-cols-[8rem_minmax(0,1fr)_6rem_6.5rem] gap-x-4 border-b border-line bg-paper px-3 py-1.5 text-sm font-semibold lg:grid"
        >
          {heads.map((head) => (
            <span key={head} role="columnheader">
              {head}
            </span>
          ))}
        </div>
        {patients.map((turn, index) => (
          <TurnRow
            key={turn.subject}
            id={rowId(index)}
            place={index}
            rules={rules}
            turn={turn}
            mark={of(turn)}
            active={index === place}
            href={hrefOf(turn)}
            onLeave={() => onLeave(index)}
          />
        ))}
      </div>
    </>
  );
}
