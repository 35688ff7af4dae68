"use client";
import { plural } from "../../charts/format";
import { inkOf } from "../../charts/palette";
import { SequenceList } from "../../charts/sequence-list";
import type { FigureProps } from "../view";
import { ByGroup } from "./by-group";
import type { Params } from "./params";
import type question from "./question";
import { arrow } from "./told";
import { named } from "./words";

const mostListed = 20;

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
