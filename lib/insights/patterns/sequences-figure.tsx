"use client";
import { plural } from "../../charts/format";
import { inkOf } from "../../charts/palette";
import { OnScreen } from "../../charts/paper";
import { SequenceList } from "../../charts/sequence-list";
import type { FigureProps } from "../view";
import { ByGroup } from "./by-group";
import type { Params } from "./params";
import type question from "./question";
import { arrow } from "./told";
import { named } from "./words";

const mostListed = 20;

/** The kind of step that is in more than half of some sequences, and in how many; null where none is. */
function everyday(all: readonly (readonly string[])[]): { step: string; of: number } | null {
  const counts = [...new Set(all.flat())].map((step) => ({ step, of: all.filter((one) => one.includes(step)).length }));
  const most = counts.reduce<(typeof counts)[number] | null>((a, b) => (a !== null && a.of >= b.of ? a : b), null);
  return most && all.length > 2 && 2 * most.of > all.length ? most : null;
}

/** How to see past a kind of event that is in most sequences. */
function Everyday({ sequences }: { sequences: readonly (readonly string[])[] }) {
  const found = everyday(sequences);
  if (!found) return null;
  return (
    <p className="mb-2 text-sm text-soft">
      {`“${found.step}” is in ${found.of} of these ${sequences.length} sequences.`}
      <OnScreen> To see past it, leave it out under “Event types”.</OnScreen>
    </p>
  );
}

/** The most frequent sequences of each group, one below the other. */
export function Sequences(props: FigureProps<Params, typeof question.columns>) {
  const { also, onPickBeside } = props;
  const stepsOf = (sequence: unknown) => String(sequence).split(arrow).map(named);
  const all = [...new Set((also["sequences"] ?? []).flatMap(({ sequence }) => stepsOf(sequence)))];
  const colours = 8;
  const colour = (step: string) => {
    const place = all.indexOf(step);
    return place >= 0 && place < colours ? inkOf(place).colour : "var(--color-edge)";
  };
  return (
    <ByGroup {...props} aside="sequences" what={["rarer sequence", "rarer sequences"]}>
      {(rows, group, title) => (
        <>
          <Everyday sequences={rows.slice(0, mostListed).map((row) => stepsOf(row["sequence"]))} />
          <SequenceList
            title={title}
            colour={colour}
            sequences={rows.slice(0, mostListed).map((row) => ({
              key: String(row["sequence"]),
              steps: stepsOf(row["sequence"]),
              patients: Number(row["patients"]),
              share: Number(row["share"]),
              days: Number(row["median_days"]),
              onPick: () =>
                onPickBeside(
                  "sequences",
                  row,
                  `${stepsOf(row["sequence"]).join(", then ")}${group === "all" ? "" : ` · ${group}`}`,
                ),
            }))}
          />
          {rows.length > mostListed && (
            <p className="mt-2 text-xs text-soft">
              {`${plural(rows.length - mostListed, "more sequence")} ${rows.length - mostListed === 1 ? "is" : "are"} in the table.`}
            </p>
          )}
        </>
      )}
    </ByGroup>
  );
}
