"use client";
import { count, percent, plural, tenths } from "../../charts/format";
import { Columns } from "../../charts/paper";
import { Sankey } from "../../charts/sankey";
import { Segmented } from "../../charts/segmented";
import { type Step, type StepKind, StepKey } from "../../charts/step-inks";
import { Sunburst } from "../../charts/sunburst";
import { useShown } from "../../charts/place";
import type { Row } from "../../engine/decode";
import { grouped } from "../../group";
import type { FigureProps } from "../view";
import { kinds, pictures } from "./kinds";
import type question from "./question";
import type { Params } from "./question";

const pictureWords: Readonly<Record<Params["picture"], string>> = { sankey: "Line to line", sunburst: "Rings" };

const quiet = (share: number) => `color-mix(in oklab, var(--color-edge) ${share}%, var(--color-card))`;
/** Inks of how paths end, darker the less is left to follow. */
const tones: Readonly<Record<string, string>> = {
  "still on it": "color-mix(in oklab, var(--color-moss) 35%, var(--color-card))",
  stopped: quiet(28),
  lost: quiet(58),
  died: quiet(100),
};

const isKind = (kind: unknown): kind is StepKind => kinds.some((one) => one === kind);
const text = (row: Row, name: string) => String(row[name] ?? "");
const number = (row: Row, name: string) => Number(row[name] ?? 0);

function stepOf(label: string, kind: unknown): Step {
  const tone = tones[label];
  return {
    label,
    kind: isKind(kind) ? kind : "other",
    ...(kind === "state" && tone !== undefined && { tone }),
  };
}

type Group = { group: string; total: number; lines: readonly Row[]; among: readonly Step[]; title: string };
type Beside = Pick<FigureProps<Params, typeof question.columns>, "also" | "onPickBeside">;

const nodeKey = (row: Row) => `${text(row, "line")} ${text(row, "kind")} ${text(row, "treatment")}`;
const share = (n: number, of: number) => `${count(n)} (${percent(n / Math.max(1, of), 1)})`;
const named = (group: string, name: string) => (group === "all" ? name : `${name} · ${group}`);

/** What a line comes to: its patients, and how long they are on it. */
const nodeNote = (row: Row, total: number) => ({
  head: text(row, "treatment"),
  rows: [
    ["step", text(row, "line")],
    ["patients", share(number(row, "patients"), total)],
    ...(row["median_days"] === null || row["median_days"] === undefined
      ? []
      : [["median time on it", `${tenths(number(row, "median_days"))} days`] as const]),
  ] as const,
});

function Flow({ group, total, lines, among, title, also, onPickBeside }: Group & Beside) {
  const own = (also["links"] ?? []).filter((row) => row["group"] === group);
  const nodes = lines.map((row) => ({
    ...stepOf(text(row, "treatment"), row["kind"]),
    key: nodeKey(row),
    column: number(row, "line") - 1,
    size: number(row, "patients"),
  }));
  const sourceOf = (link: Row) =>
    lines.find((row) => row["line"] === link["line"] && row["treatment"] === link["from"] && row["kind"] !== "state");
  const targetOf = (link: Row) =>
    lines.find(
      (row) =>
        number(row, "line") === number(link, "line") + 1 &&
        row["treatment"] === link["to"] &&
        row["kind"] === link["kind"],
    );
  const links = own.flatMap((row) => {
    const [source, target] = [sourceOf(row), targetOf(row)];
    if (!source || !target) return [];
    const [from, to] = [nodeKey(source), nodeKey(target)];
    return { key: `${from} → ${to}`, from, to, size: number(row, "patients"), row, source };
  });
  const node = (key: string) => lines.find((row) => nodeKey(row) === key);
  const link = (key: string) => links.find((one) => one.key === key);
  return (
    <Sankey
      title={title}
      nodes={nodes}
      among={among}
      links={links}
      column={(i) => (i === 0 ? "first line" : "then")}
      note={(key) => {
        const [line, step] = [link(key), node(key)];
        if (line)
          return {
            head: `${text(line.row, "from")} → ${text(line.row, "to")}`,
            rows: [
              ["patients", share(line.size, total)],
              [`of those on ${text(line.row, "from")}`, percent(line.size / number(line.source, "patients"))],
            ],
          };
        return step ? nodeNote(step, total) : { head: "", rows: [] };
      }}
      onPick={(key) => {
        const [line, step] = [link(key), node(key)];
        if (line)
          onPickBeside("links", line.row, named(group, `${text(line.row, "from")}, then ${text(line.row, "to")}`));
        else if (step)
          onPickBeside("lines", step, named(group, `${text(step, "treatment")}, step ${text(step, "line")}`));
      }}
    />
  );
}

function Rings({ group, total, among, title, also, onPickBeside }: Group & Beside) {
  const own = (also["rings"] ?? []).filter((row) => row["group"] === group);
  const byKey = new Map(own.map((row) => [text(row, "prefix"), row]));
  const beginnings = own.map((row) => ({
    ...stepOf(text(row, "treatment"), row["kind"]),
    key: text(row, "prefix"),
    before: row["before"] === null || row["before"] === undefined ? null : String(row["before"]),
    ring: number(row, "line") - 1,
    size: number(row, "patients"),
  }));
  return (
    <Columns gap={24} first={0.68} className="flex flex-col gap-4 sm:flex-row sm:items-center">
      <div className="min-w-0 grow">
        <Sunburst
          title={title}
          beginnings={beginnings}
          among={among}
          whole="patients"
          note={(key) => {
            const row = byKey.get(key);
            if (!row) return { head: "", rows: [] };
            const before = byKey.get(text(row, "before"));
            return {
              head: key,
              rows: [
                ["patients", share(number(row, "patients"), total)],
                ...(before
                  ? [["of those so far", percent(number(row, "patients") / number(before, "patients"))] as const]
                  : []),
              ],
            };
          }}
          onPick={(key) => {
            const row = byKey.get(key);
            if (row) onPickBeside("rings", row, named(group, key));
          }}
        />
      </div>
      <div className="sm:w-52 sm:shrink-0">
        <StepKey steps={beginnings} among={among} scope={`rings-${group}`} />
      </div>
    </Columns>
  );
}

/** Paths as a flow from line to line, or as rings; a picture a group. */
export function Figure({ also, title, onPickBeside, difference }: FigureProps<Params, typeof question.columns>) {
  const [picture, setPicture] = useShown("picture", pictures, "sankey");
  const all = also["lines"] ?? [];
  const among = [...all]
    .toSorted((a, b) => number(a, "line") - number(b, "line") || number(b, "patients") - number(a, "patients"))
    .map((row) => stepOf(text(row, "treatment"), row["kind"]));
  const groups = [...grouped(all, (row) => text(row, "group"))].map(([group, lines]): Group => ({
    group,
    lines,
    among,
    total: lines.filter((row) => row["line"] === 1).reduce((sum, row) => sum + number(row, "patients"), 0),
    title,
  }));
  const Picture = also["rings"] ? Rings : Flow;
  return (
    <>
      <Segmented
        label="Picture"
        value={picture}
        options={pictures.map((id) => ({ id, label: pictureWords[id] }))}
        onChange={(id) => void setPicture(id)}
      />
      <div className="space-y-6">
        {groups.map((one) => (
          <section key={one.group} aria-label={one.group === "all" ? title : one.group}>
            {groups.length > 1 && (
              <h3 className="mb-1 font-semibold">
                {one.group} <span className="font-normal text-soft">{plural(one.total, "patient")}</span>
              </h3>
            )}
            <Picture
              {...one}
              title={groups.length > 1 ? `${title}: ${one.group}` : title}
              also={also}
              onPickBeside={onPickBeside}
            />
          </section>
        ))}
      </div>
      {difference()}
    </>
  );
}
