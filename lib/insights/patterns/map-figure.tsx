"use client";
import { count, plural, tenths } from "../../charts/format";
import { WayMatrix, type Way, type WayNode } from "../../charts/way-matrix";
import type { Row } from "../../engine/decode";
import type { FigureProps } from "../view";
import { ByGroup } from "./by-group";
import type { Params } from "./params";
import type question from "./question";
import { capital, named } from "./words";

const number = (row: Row, name: string) => Number(row[name] ?? 0);
const keyOf = (event: unknown, kind: unknown) => JSON.stringify([event, kind]);
const ends = { start: "Index day", end: "End of observation" } as const;

function nodeOf(row: Row): WayNode {
  const kind = String(row["kind"]);
  const patients = plural(number(row, "patients"), "patient");
  const first = `${tenths(number(row, "median_days"))} days`;
  return {
    key: keyOf(row["event"], row["kind"]),
    label: kind === "start" || kind === "end" ? ends[kind] : capital(named(String(row["event"]))),
    patients: number(row, "patients"),
    quiet: kind !== "event",
    words:
      kind === "event"
        ? `${patients}, ${plural(number(row, "events"), "event")} in ${plural(number(row, "times"), "step")}, first a median ${first} from the index day`
        : patients,
  };
}

type Placed = Way & { row: Row };

function wayOf(row: Row): Placed {
  const [first, last] = [row["kind"] === "first", row["kind"] === "last"];
  return {
    from: keyOf(row["from"], first ? "start" : "event"),
    to: keyOf(row["to"], last ? "end" : "event"),
    patients: number(row, "patients"),
    share: number(row, "share"),
    times: number(row, "times"),
    days: number(row, "median_days"),
    row,
  };
}

/** What follows what, of each group: kinds of events in the order in which patients have them first, so that ways back lie below the diagonal. */
export function WayMap(props: FigureProps<Params, typeof question.columns>) {
  const { also, onPickBeside } = props;
  return (
    <ByGroup {...props} aside="edges" what={["way", "ways"]}>
      {(rows, group, title) => {
        const own = (also["nodes"] ?? [])
          .filter((row) => row["group"] === group)
          .toSorted((a, b) => number(a, "median_step") - number(b, "median_step"));
        const of = (...kinds: string[]) => own.filter(({ kind }) => kinds.includes(String(kind))).map(nodeOf);
        const ways = rows.map(wayOf);
        const suffix = group === "all" ? "" : ` · ${group}`;
        const label = (key: string) => own.map(nodeOf).find((node) => node.key === key)?.label ?? "";
        return (
          <WayMatrix
            title={title}
            from={[...of("start"), ...of("event")]}
            to={[...of("event"), ...of("end")]}
            ways={ways}
            onPick={({ from, to }) => {
              const way = ways.find((one) => one.from === from && one.to === to);
              if (way) onPickBeside("edges", way.row, `${label(from)}, then ${label(to)}${suffix}`);
            }}
            onPickNode={({ key, label: name, patients }) => {
              const node = own.find((row) => keyOf(row["event"], row["kind"]) === key);
              if (node) onPickBeside("nodes", node, `${name}, ${count(patients)} patients${suffix}`);
            }}
          />
        );
      }}
    </ByGroup>
  );
}
