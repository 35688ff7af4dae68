"use client";
import Link from "next/link";
import { insights } from "@/lib/insights/registry";
import { viewById } from "@/lib/insights/views";
import type { MadeFigure } from "@/lib/reports/made";
import type { FigurePart } from "@/lib/reports/spec";
import { buttonClass } from "../kit/button-class";
import { SelectField } from "../kit/select";
import { hrefOfFigure } from "./address";
import { Entry } from "./entry";
import { hiddenIn, hiddenWords } from "./hidden";
import { PartFrame, type PlaceActs } from "./part-frame";
import type { About } from "./report";

type FigurePartProps = PlaceActs & {
  id: string;
  number: number;
  part: FigurePart;
  about: About;
  /** As it was made last; null where it was not. */
  made: MadeFigure | null;
  onChange(part: FigurePart, step?: string): void;
};

const all = "all";
const keyOf = (cohorts: readonly string[]): string => JSON.stringify(cohorts);

/** Whom a figure can be asked about, of the report's cohorts. */
function choices({ cohorts }: About, asked: readonly string[] | undefined) {
  const names = cohorts.map(({ name }) => name);
  const listed = [[], ...(names.length > 1 ? names.map((name) => [name]) : [])];
  const others = asked && !listed.some((one) => keyOf(one) === keyOf(asked)) ? [asked] : [];
  return [
    {
      id: all,
      cohorts: undefined,
      label: names.length > 1 ? `All cohorts: ${names.join(", ")}` : (names[0] ?? "All cohorts"),
    },
    ...[...listed, ...others].map((one) => ({
      id: keyOf(one),
      cohorts: [...one],
      label: one.length === 0 ? "Everybody" : one.join(", "),
    })),
  ];
}

/** A figure of a report while it is edited. */
export function FigureFields({ id, number, part, about, made, onChange, ...place }: FigurePartProps) {
  const { insight, heading, note, cohorts: asked, ...rest } = part;
  const title = insights.get(insight)?.title ?? `There is no insight “${insight}”`;
  const options = choices(about, asked);
  const stated = Object.keys(part.params).length > 0 && made ? viewById(insight)?.subtitle(made.params) : undefined;
  return (
    <PartFrame id={id} label={`figure ${number}`} title={`Figure ${number}: ${title}`} {...place}>
      <div className="space-y-3">
        {stated !== undefined && <p className="text-sm text-soft">{stated}</p>}
        <div className="grid auto-cols-fr gap-3 sm:grid-flow-col">
          <Entry
            label="Heading"
            value={heading}
            onChange={(next) => onChange({ ...part, heading: next.slice(0, 200) }, "heading")}
          />
          {(about.cohorts.length > 0 || asked !== undefined) && (
            <SelectField
              label="Asked about"
              value={asked ? keyOf(asked) : all}
              options={options}
              onChange={(key) => {
                const chosen = options.find((one) => one.id === key)?.cohorts;
                onChange({ insight, heading, note, ...rest, ...(chosen && { cohorts: chosen }) });
              }}
            />
          )}
        </div>
        <Entry
          lines={2}
          label="Note, in Markdown"
          value={note}
          onChange={(next) => onChange({ ...part, note: next.slice(0, 10_000) }, "note")}
        />
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 text-sm">
          <p className="text-soft tabular-nums">{made && hiddenWords(hiddenIn(made))}</p>
          <Link href={hrefOfFigure(part, id, about)} className={buttonClass("link")}>
            Open to change what it asks
          </Link>
        </div>
      </div>
    </PartFrame>
  );
}
