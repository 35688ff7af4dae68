"use client";
import { ClockAxes, ClockMarks } from "./both-clocks-layers";
import { type ClockMark, nearest, placesOf, type Scale } from "./both-clocks-layout";
import { type KnownLine, KnownSlider, useMoved } from "./known-line";
import { Note, type NoteRow, NoteRows } from "./note";
import { Surface } from "./surface";

type BothClocksProps = {
  title: string;
  marks: readonly ClockMark[];
  /** Marks that keys reach first: late, corrected, withdrawn. The others lie one step down. */
  standsOut: readonly boolean[];
  /** Which mark took the place of which. */
  links: readonly (readonly [from: number, to: number])[];
  /** The days shown along both axes, UTC midnights (ms), the end exclusive. */
  from: number;
  to: number;
  line: KnownLine;
  /** What is read out of a mark, and what floats beside it, at a moment (ms). */
  say(index: number, moment: number): string;
  note(index: number, moment: number): { head: string; rows: readonly NoteRow[] } | null;
  onPick(index: number): void;
};

const [narrow, left, right, top, foot] = [520, 62, 8, 20, 38];
const heightAt = (width: number) => (width < narrow ? 340 : 430);

/** When things happened and when they were recorded on one picture, with the moment that is known as a line that can be moved: what lies above it was not known. */
export function BothClocks({ title, marks, standsOut, links, from, to, line, say, note, onPick }: BothClocksProps) {
  const { day, move, settle } = useMoved(line);
  const moment = line.momentOf(day);
  const at = (index: number) => ({ series: standsOut[index] ? 0 : 1, index });
  return (
    <Surface
      title={title}
      marks={{
        series: 2,
        length: marks.length,
        apart: true,
        has: ({ series, index }) => (standsOut[index] ? 0 : 1) === series,
      }}
      opens="shows the event"
      say={({ index }) => say(index, moment)}
      onPick={({ index }) => onPick(index)}
      height={heightAt}
    >
      {({ width, height, active, setActive, overlay }) => {
        const scale: Scale = { from, to, left, top, width: width - left - right, height: height - top - foot };
        const places = placesOf(marks, scale);
        const held = active && places[active.index];
        const told = active && note(active.index, moment);
        const press = (x: number, y: number) => {
          const index = nearest(places, x, y);
          if (index !== null) onPick(index);
        };
        return (
          <>
            <svg
              width={width}
              height={height}
              className="block"
              aria-hidden="true"
              onPointerMove={({ nativeEvent: { offsetX, offsetY } }) => {
                const index = nearest(places, offsetX, offsetY);
                if (index !== (active?.index ?? null)) setActive(index === null ? null : at(index));
              }}
              onPointerLeave={() => setActive(null)}
              onClick={({ nativeEvent: { offsetX, offsetY } }) => press(offsetX, offsetY)}
            >
              <ClockAxes scale={scale} />
              <ClockMarks
                marks={marks}
                standsOut={standsOut}
                links={links}
                places={places}
                scale={scale}
                moment={moment}
              />
              {held && (
                <circle cx={held.x} cy={held.y} r="6.5" fill="none" stroke="var(--color-ink)" strokeWidth="1.5" />
              )}
            </svg>
            <KnownSlider line={line} scale={scale} day={day} move={move} settle={settle} onPress={press} />
            {told && held && (
              <Note overlay={overlay} x={held.x} y={held.y} width={width}>
                <NoteRows {...told} />
              </Note>
            )}
          </>
        );
      }}
    </Surface>
  );
}

const looks = [
  { name: "in use", drawn: <path d="M8 8h0" stroke="var(--color-river)" strokeWidth="6" strokeLinecap="round" /> },
  {
    name: "corrected or withdrawn by then",
    drawn: <path d="M5 5l6 6m0-6l-6 6" stroke="var(--color-copper)" strokeWidth="1.75" strokeLinecap="round" />,
  },
  {
    name: "not known yet",
    drawn: <circle cx="8" cy="8" r="2.75" stroke="var(--color-edge)" strokeWidth="1.5" fill="none" />,
  },
  { name: "recorded as it happened", drawn: <path d="M1 14L15 2" stroke="var(--color-edge)" strokeDasharray="2 3" /> },
  { name: "takes the place of", drawn: <path d="M1 8h14" stroke="var(--color-copper)" strokeWidth="1.25" /> },
];

/** What the marks of both clocks mean. */
export function ClockKey() {
  return (
    <ul className="mt-2 flex flex-wrap gap-x-4 gap-y-0.5 text-xs text-soft">
      {looks.map(({ name, drawn }) => (
        <li key={name} className="flex items-center gap-1.5">
          <svg width="16" height="16" aria-hidden="true">
            {drawn}
          </svg>
          {name}
        </li>
      ))}
    </ul>
  );
}
