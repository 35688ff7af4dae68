"use client";
import { useState } from "react";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { describe } from "@/lib/failure";
import { Button } from "../kit/button";
import { PassphraseField } from "../kit/passphrase-field";
import type { Protection } from "../study/keeping/state";
import { useWorkspace } from "../study/provider";

type Kind = Protection["kind"];

const least = 10;

const words: Record<Kind, { head: string; text: string; act: string }> = {
  set: {
    head: "Encrypt what is kept",
    text: "All kept files are written anew under a key that only the passphrase opens. It is stored nowhere: if it is lost, load the original files again.",
    act: "Encrypt",
  },
  change: {
    head: "Change the passphrase",
    text: "The old one no longer opens anything afterwards.",
    act: "Change it",
  },
  remove: {
    head: "Remove the passphrase",
    text: "All kept files are written anew in clear.",
    act: "Remove it",
  },
};

function wantedOf(kind: Kind, old: string, passphrase: string): Protection {
  if (kind === "set") return { kind, passphrase };
  return kind === "change" ? { kind, old, passphrase } : { kind, old };
}

/** Asks for a passphrase once or twice, and for the one that holds before it is changed. */
export function PassphraseDialog({ kind }: { kind: Kind }) {
  return (
    <ModalOverlay isDismissable className="fixed inset-0 z-40 grid place-items-center bg-veil p-4">
      <Modal className="w-full max-w-md rounded-card bg-raised p-6 shadow-lift">
        <Dialog className="outline-none">{({ close }) => <Form kind={kind} close={close} />}</Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Form({ kind, close }: { kind: Kind; close(): void }) {
  const { protect } = useWorkspace();
  const [old, setOld] = useState("");
  const [passphrase, setPassphrase] = useState("");
  const [again, setAgain] = useState("");
  const [working, setWorking] = useState(false);
  const [fault, setFault] = useState<{ field: "old" | "new" | "again"; text: string } | null>(null);
  const { head, text, act } = words[kind];
  const faultOf = (field: "old" | "new" | "again") => (fault?.field === field ? fault.text : null);
  const submit = async (event: { preventDefault(): void }) => {
    event.preventDefault();
    if (kind !== "remove" && passphrase.length < least)
      return setFault({ field: "new", text: `At least ${least} characters; a few words are best.` });
    if (kind !== "remove" && passphrase !== again) return setFault({ field: "again", text: "The two differ." });
    setWorking(true);
    const failure = await protect(wantedOf(kind, old, passphrase));
    setWorking(false);
    if (!failure) return close();
    setFault({ field: kind === "set" ? "again" : "old", text: describe(failure).what });
  };
  return (
    <form onSubmit={(event) => void submit(event)} className="space-y-3">
      <Heading slot="title" className="text-lg font-semibold">
        {head}
      </Heading>
      <p className="text-soft">{text}</p>
      {kind !== "set" && (
        <PassphraseField label="Passphrase now" value={old} onChange={setOld} fault={faultOf("old")} />
      )}
      {kind !== "remove" && (
        <>
          <PassphraseField
            label="New passphrase"
            value={passphrase}
            onChange={setPassphrase}
            fault={faultOf("new")}
            fresh
          />
          <PassphraseField label="The same again" value={again} onChange={setAgain} fault={faultOf("again")} fresh />
        </>
      )}
      <div className="flex justify-end gap-3 pt-2">
        <Button onPress={close} isDisabled={working}>
          Leave it
        </Button>
        <Button type="submit" kind="primary" isDisabled={working}>
          {working ? "Writing anew" : act}
        </Button>
      </div>
    </form>
  );
}
