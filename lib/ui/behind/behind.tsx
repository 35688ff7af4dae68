"use client";
import { useState } from "react";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import type { Row } from "@/lib/engine/decode";
import type { Question } from "@/lib/insights/ask";
import type { Patient } from "@/lib/insights/behind";
import type { EventRow } from "@/lib/insights/event-row";
import type { AnyInsight } from "@/lib/insights/insight";
import type { AnyView } from "@/lib/insights/view";
import type { Study } from "@/lib/log/study";
import { Button } from "../kit/button";
import { Icon } from "../kit/icon";
import { EventWhole } from "./event-whole";
import { Events } from "./events";
import { Patients } from "./patients";

type BehindProps = {
  study: Study;
  insight: AnyInsight;
  view: AnyView;
  question: Question;
  params: unknown;
  cell: Row;
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

/** Who is behind a mark: patients, then their events, then an event as it was exported. */
export function Behind({ study, insight, view, question, params, cell, onClose }: BehindProps) {
  const [depth, setDepth] = useState<Depth>({ at: "patients" });
  const asked = { study, insight, question, cell };
  const labels = view.rowColumns(params);
  return (
    <ModalOverlay
      isOpen
      isDismissable
      onOpenChange={(open) => !open && onClose()}
      className="fixed inset-0 z-40 bg-veil"
    >
      <Modal className="ml-auto h-dvh w-[720px] max-w-full bg-paper shadow-lift">
        <Dialog className="flex h-full flex-col outline-none">
          <header className="flex items-start gap-2 border-b border-line px-5 py-4">
            {depth.at !== "patients" && (
              <Button kind="quiet" aria-label="Back" onPress={() => setDepth(up(depth))}>
                <Icon name="left" />
              </Button>
            )}
            <div className="min-w-0 grow">
              <Heading slot="title" className="text-lg font-semibold break-words">
                {depth.at === "patients" && "Who is behind this point"}
                {depth.at === "events" && `Patient ${depth.patient.id}`}
                {depth.at === "whole" && (depth.event.type ?? "Event")}
              </Heading>
              <p className="text-sm break-words text-soft">{view.name(cell, params)}</p>
            </div>
            <Button kind="quiet" aria-label="Close" onPress={onClose}>
              <Icon name="close" />
            </Button>
          </header>
          <div className="min-h-0 grow overflow-y-auto p-5">
            {depth.at === "patients" && (
              <Patients {...asked} labels={labels} onOpen={(patient) => setDepth({ at: "events", patient })} />
            )}
            {depth.at === "events" && (
              <Events
                {...asked}
                patient={depth.patient}
                onOpen={(event) => setDepth({ at: "whole", patient: depth.patient, event })}
              />
            )}
            {depth.at === "whole" && <EventWhole study={study} event={depth.event} />}
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
