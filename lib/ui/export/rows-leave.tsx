"use client";
import { useEffect, useRef, useState } from "react";
import { Dialog, DialogTrigger, Modal, ModalOverlay } from "react-aria-components";
import type { Disguise } from "@/lib/export/disguise";
import { describe, failureOf } from "@/lib/failure";
import { withKey } from "@/lib/log/outgoing";
import { Button } from "../kit/button";
import { useWorkspace } from "../study/provider";
import { type Asked, type Optional, RowsForm } from "./rows-form";
import { type About, useSend } from "./send";

/** How the rows are to leave: under pseudonyms or, by null, as they are; and without which columns. */
type As = { disguise: Disguise | null; without: ReadonlySet<string> };

/** `left`: columns that could not go along, whoever wanted them. */
type Written = { file: Blob; name: string; rows: number; patients: number | null; left?: readonly string[] };

type RowsLeaveProps = {
  /** What is pressed to say how they leave, and then to let them. */
  act: string;
  title: string;
  words: string;
  what: About["what"];
  digest: string;
  knownAt: string | null;
  pseudonyms?: boolean;
  dates?: boolean;
  columns?: readonly Optional[];
  write(as: As, signal: AbortSignal): Promise<Written>;
  kind?: "chip";
};

const none: readonly Optional[] = [];

const sentWords = (file: string, tooMany: readonly string[]): string =>
  [
    `Saved “${file}”. What has left is listed under Data.`,
    ...(tooMany.length > 0
      ? [`Not carried over, because they have too many different values: ${tooMany.join(", ")}.`]
      : []),
  ].join(" ");

/** Lets rows of patients leave, once a person has said why and how. Nothing is dismissed while a file is written, and none is written for who has gone. */
export function RowsLeave({ act, title, words, what, digest, knownAt, write, kind, ...offered }: RowsLeaveProps) {
  const { pseudonyms = true, dates = true, columns = none } = offered;
  const { noteOutgoing } = useWorkspace();
  const send = useSend();
  const [sent, setSent] = useState<string | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [working, setWorking] = useState(false);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  async function leave({ reason, ids, shift, columns: chosen, passphrase }: Asked, signal: AbortSignal): Promise<void> {
    const disguised = ids === "pseudonyms";
    const disguise = disguised ? { key: (await noteOutgoing(withKey)).key, shift } : null;
    const behind = disguised ? columns.map(({ column }) => column).filter((column) => !chosen.includes(column)) : [];
    const { left = [], file, name, ...counts } = await write({ disguise, without: new Set(behind) }, signal);
    signal.throwIfAborted();
    const how = { ids, shifted: disguised && shift, without: [...behind, ...left] };
    const given = { file, name, passphrase: passphrase === "" ? null : passphrase };
    setSent(sentWords(await send(given, { what, reason: reason.trim(), knownAt, digest, ...how, ...counts }), left));
  }

  async function ask(asked: Asked, close: () => void): Promise<void> {
    setFault(null);
    setWorking(true);
    const { signal } = (running.current = new AbortController());
    try {
      await leave(asked, signal);
      close();
    } catch (thrown) {
      const { what: happened, next } = describe(failureOf(thrown));
      setFault(signal.aborted ? null : `${happened} ${next}`);
    } finally {
      setWorking(false);
    }
  }

  return (
    <>
      <DialogTrigger>
        <Button {...(kind && { kind })}>{`${act}…`}</Button>
        <ModalOverlay
          isDismissable={!working}
          isKeyboardDismissDisabled={working}
          className="fixed inset-0 z-50 grid place-items-center overflow-y-auto bg-veil p-4"
        >
          <Modal className="w-full max-w-lg rounded-card bg-raised p-6 shadow-lift">
            <Dialog className="outline-none">
              {({ close }) => (
                <RowsForm
                  {...{ title, words, act, pseudonyms, dates, columns, working, fault }}
                  onAsk={(asked) => void ask(asked, close)}
                  onCancel={working ? () => running.current?.abort() : close}
                />
              )}
            </Dialog>
          </Modal>
        </ModalOverlay>
      </DialogTrigger>
      <p role="status" className="text-sm text-soft empty:hidden">
        {sent}
      </p>
    </>
  );
}
