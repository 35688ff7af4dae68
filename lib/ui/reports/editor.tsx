"use client";
import { useState } from "react";
import type { Part } from "@/lib/reports/spec";
import { AddFigure } from "../boards/add-figure";
import { Button } from "../kit/button";
import { useWorkspace } from "../study/provider";
import { withFigures } from "./add";
import type { useReport } from "./address";
import { Entry } from "./entry";
import { FigureFields } from "./figure-part";
import { figuresOf, FromBoard, refusalOf } from "./from-board";
import { focusPart } from "./part-frame";
import { type Draft, figurePart, moved, numberOf, placed, textPart } from "./report";
import { Rule } from "./rule";
import { TextFields } from "./text-part";
import type { MadeHere } from "./use-made";

/** More parts than a report can be read with. */
const most = 100;

type EditorProps = { report: NonNullable<ReturnType<typeof useReport>>; made: MadeHere | null };

/** The parts of a report, to write, to fill in and to move. */
export function Editor({ report, made }: EditorProps) {
  const { draft, about, change, put } = report;
  const { boards } = useWorkspace();
  const [said, say] = useState("");
  const { parts } = draft;
  const full = parts.length >= most;
  const setPart = (id: string, part: Part, step?: string) =>
    change(
      (held) => ({ ...held, parts: held.parts.map((one) => (one.id === id ? { id, part } : one)) }),
      step === undefined ? null : `${id} ${step}`,
    );
  const add = (part: Part) => {
    const one = placed(part);
    change((held) => ({ ...held, parts: [...held.parts, one] }));
    focusPart(one.id, null);
  };
  const move = (id: string, label: string, by: -1 | 1) => {
    const next = moved(parts, id, by);
    change((held) => ({ ...held, parts: moved(held.parts, id, by) }));
    say(`${label} is now ${next.findIndex((one) => one.id === id) + 1} of ${next.length}.`);
    focusPart(id, by < 0 ? "up" : "down");
  };
  const remove = (id: string) => {
    const at = parts.findIndex((one) => one.id === id);
    change((held) => ({ ...held, parts: held.parts.filter((one) => one.id !== id) }));
    focusPart((parts[at - 1] ?? parts[at + 1])?.id, null);
  };
  const fields = (next: Partial<Draft>, step: string | null) => change((held) => ({ ...held, ...next }), step);
  const madeOf = (id: string) => {
    const part = made?.made.parts[made.ids.indexOf(id)];
    return part?.kind === "figure" ? part : null;
  };
  return (
    <section aria-label="Contents of the report" className="min-w-0 space-y-3 print:hidden">
      <div className="card space-y-3 px-4! py-3.5!">
        <Entry
          label="Title"
          value={draft.title}
          onChange={(title) => fields({ title: title.slice(0, 200) }, "title")}
          fault={draft.title.trim() === "" ? "It needs a title." : null}
        />
        <Entry
          label="Authors, with commas between them"
          value={draft.authors.join(",")}
          onChange={(text) => fields({ authors: text === "" ? [] : text.split(",") }, "authors")}
        />
        <Rule
          profile={draft.disclosure}
          onChange={(disclosure, step) => fields({ disclosure }, step === undefined ? null : `rule ${step}`)}
        />
      </div>
      {parts.map(({ id, part }, i) => {
        const number = numberOf(parts, id) ?? parts.slice(0, i + 1).filter((one) => one.part.kind === "text").length;
        const label = part.kind === "figure" ? `Figure ${number}` : `Text ${number}`;
        const place = {
          first: i === 0,
          last: i === parts.length - 1,
          onMove: (by: -1 | 1) => move(id, label, by),
          onRemove: () => remove(id),
        };
        return part.kind === "text" ? (
          <TextFields
            key={id}
            id={id}
            number={number}
            markdown={part.markdown}
            onChange={(markdown, step) => setPart(id, { kind: "text", markdown }, step)}
            {...place}
          />
        ) : (
          <FigureFields
            key={id}
            id={id}
            number={number}
            part={part}
            about={about}
            made={madeOf(id)}
            onChange={(next, step) => setPart(id, next, step)}
            {...place}
          />
        );
      })}
      <div className="flex flex-wrap items-center gap-2">
        <Button kind="chip" isDisabled={full} onPress={() => add(textPart(""))}>
          Add a text
        </Button>
        <AddFigure full={full} refusal={refusalOf} onAdd={(insight) => add(figurePart(insight))} />
        <FromBoard
          boards={boards}
          onAdd={(board) => {
            const { asked, left } = figuresOf(board);
            const found = withFigures({ draft, about }, asked);
            if ("open" in found) put(found.open);
            const without = left.length === 0 ? "" : ` Without ${left.join(", ")}, which cannot be in a report.`;
            say("refused" in found ? found.refused : `Added from “${board.name}”.${without}`);
          }}
        />
        <p role="status" className="text-sm text-soft empty:hidden">
          {said}
        </p>
      </div>
    </section>
  );
}
