"use client";
import { useState } from "react";
import { Segmented } from "@/lib/charts/segmented";
import type { Row } from "@/lib/engine/decode";
import type { Question } from "@/lib/insights/ask";
import type { Patient } from "@/lib/insights/behind";
import type { EventRow } from "@/lib/insights/event-row";
import type { AnyInsight } from "@/lib/insights/insight";
import type { AnyView } from "@/lib/insights/view";
import type { Study } from "@/lib/log/study";
import { EraseOne } from "../erasure/erase-one";
import { EventWhole } from "./event-whole";
import { Events } from "./events";
import { ToPatient } from "../patient/to-patient";
import { Panel } from "./panel";
import { Patients } from "./patients";

type BehindProps = {
  study: Study;
  insight: AnyInsight;
  view: AnyView;
  question: Question;
  cell: Row;
  /** Where the cell is a row of an aside: which, and what it is called. */
  beside: { aside: string | null; name: string } | null;
  /** Whose events are opened at once. */
  patient: Patient | null;
  /** Whose it is, where it is one side of a comparison. */
  sides: { names: readonly string[]; at: number; onChange(at: number): void } | null;
  onClose(): void;
};

/** How deep one has gone: the patients of a cell, the events of one of them, one event whole. */
type Depth =
  | { at: "patients" }
  | { at: "events"; patient: Patient }
  | { at: "whole"; patient: Patient; event: EventRow };

function up(depth: Depth): Depth {
  return depth.at === "whole" ? { at: "events", patient: depth.patient } : { at: "patients" };
}

/** What is looked at: the cell, and below the patient's own panel also whose event it is. */
const aboutOf = (depth: Depth, cell: string): string =>
  depth.at === "whole" ? `patient ${depth.patient.id} · ${cell}` : cell;

function titleOf(depth: Depth): string {
  switch (depth.at) {
    case "patients":
      return "Who is behind this point";
    case "events":
      return `Patient ${depth.patient.id}`;
    case "whole":
      return depth.event.type ?? "Event";
  }
}

/** Who is behind a mark: patients, then their events, then an event as it was exported. */
export function Behind({ study, insight, view, question, cell, beside, patient, sides, onClose }: BehindProps) {
  const [depth, setDepth] = useState<Depth>(patient ? { at: "events", patient } : { at: "patients" });
  const asked = { study, insight, question, cell, aside: beside?.aside ?? null };
  const name = beside?.name ?? view.name(cell, question.params);
  const labels = view.rowColumns(question.params);
  return (
    <Panel
      title={titleOf(depth)}
      about={aboutOf(depth, name)}
      onBack={depth.at === "patients" ? undefined : () => setDepth(up(depth))}
      onClose={onClose}
    >
      {depth.at === "patients" && sides && (
        <Segmented
          label="Whose patients"
          value={String(sides.at)}
          options={sides.names.map((label, at) => ({ id: String(at), label }))}
          onChange={(id) => sides.onChange(Number(id))}
        />
      )}
      {depth.at === "patients" && (
        <Patients {...asked} name={name} labels={labels} onOpen={(patient) => setDepth({ at: "events", patient })} />
      )}
      {depth.at === "events" && (
        <Events
          {...asked}
          patient={depth.patient}
          onOpen={(event) => setDepth({ at: "whole", patient: depth.patient, event })}
        />
      )}
      {depth.at === "events" && <ToPatient patient={depth.patient} />}
      {depth.at === "events" && <EraseOne patient={depth.patient} />}
      {depth.at === "whole" && <EventWhole study={study} event={depth.event} />}
    </Panel>
  );
}
