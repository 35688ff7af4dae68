"use client";
import { useQuery } from "@tanstack/react-query";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { plural } from "@/lib/charts/format";
import { describe } from "@/lib/failure";
import { extentOf } from "@/lib/log/erasure/subjects";
import type { Study } from "@/lib/log/study";
import { Button } from "../kit/button";
import { useWorkspace } from "../study/provider";
import { shut, unread } from "../kept/shut";
import { useMainAfter } from "../kit/main-focus";
import type { State, ToErase } from "../study/state";
import { ReceiptWords } from "./receipt";
import { shutSentence } from "./shut-sentence";

const named = ({ subjects, asked }: ToErase): string =>
  asked === 1 && subjects[0] ? `patient ${subjects[0].id}` : plural(asked, "patient");

/** What an erasure does not reach, beside what lies outside of this browser. */
function beyond(state: State): string | null {
  const { keeping, older } = state;
  if (older) return null;
  if (keeping.kind === "elsewhere")
    return "What this browser keeps is open in another tab, and is not touched from here.";
  if (keeping.kind === "locked") return "What this browser keeps is locked, and is not touched from here.";
  const [closed, lost] = [shut(state), unread(state)];
  if (closed.length > 0) return shutSentence(closed.length);
  return lost.length === 0
    ? null
    : `${plural(lost.length, "kept file")} could not be read, and may hold rows of them still: ${lost.map(({ name }) => `“${name}”`).join(", ")}. Forget everything to be rid of them.`;
}

/** What will go, as far as the log has it. */
function Extent({ study, whom: { subjects, asked } }: { study: Study; whom: ToErase }) {
  const { data } = useQuery({
    queryKey: ["extent", study.digest, subjects],
    queryFn: () => extentOf(study, subjects),
    gcTime: 0,
  });
  if (!data) return null;
  const who = asked === 1 ? "" : `${plural(data.patients, "patient")} of ${asked} named: `;
  return (
    <p className="mt-3">
      {data.patients === 0
        ? "No row of them is loaded; they are kept out of files that come later."
        : `${who}${plural(data.rows, "row")} in ${plural(data.files, "file")}, and those set aside.`}
    </p>
  );
}

function Asking({ whom }: { whom: ToErase }) {
  const { erase, askToErase, ...state } = useWorkspace();
  const { job, outcome, study } = state;
  const untouched = beyond(state);
  const failure = outcome?.failure;
  return (
    <>
      <Heading slot="title" className="text-lg font-semibold break-words">{`Erase ${named(whom)}?`}</Heading>
      <p className="mt-2 text-soft">
        Every row goes from the files that this browser keeps, and from all that was computed from them; nothing of it
        comes back with a file that is loaded later. What you saved elsewhere, and the files on your disk, stay as they
        are. It cannot be undone.
      </p>
      {study && <Extent study={study} whom={whom} />}
      {untouched && <p className="mt-3 text-copper">{untouched}</p>}
      <p role="status" className="mt-3">
        {job && "Files are being written anew and read again."}
      </p>
      {failure && (
        <p role="alert" className="mt-2 text-copper">{`${describe(failure).what} ${describe(failure).next}`}</p>
      )}
      <div className="mt-5 flex justify-end gap-3">
        <Button isDisabled={job !== null} onPress={() => askToErase(null)}>
          Do not erase
        </Button>
        <Button kind="primary" isDisabled={job !== null} onPress={() => void erase()}>
          {job ? "Erasing" : "Erase for good"}
        </Button>
      </div>
    </>
  );
}

/** Asks once before somebody is erased, and says afterwards what was. */
export function Erasure() {
  const { toErase, receipt, askToErase, ...state } = useWorkspace();
  const { job } = state;
  useMainAfter(receipt !== null);
  if (!toErase && !receipt) return null;
  return (
    <ModalOverlay
      isOpen
      isDismissable={job === null}
      isKeyboardDismissDisabled={job !== null}
      onOpenChange={(open) => !open && askToErase(null)}
      className="fixed inset-0 z-50 grid place-items-center overflow-y-auto bg-veil p-4"
    >
      <Modal className="w-full max-w-xl rounded-card bg-raised p-6 shadow-lift">
        <Dialog role="alertdialog" className="outline-none">
          {toErase ? (
            <Asking whom={toErase} />
          ) : receipt ? (
            <ReceiptWords receipt={receipt} closed={shut(state).length} onClose={() => askToErase(null)} />
          ) : null}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
