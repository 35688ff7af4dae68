"use client";
import { Dialog, DialogTrigger, Heading, Modal, ModalOverlay } from "react-aria-components";
import { Button } from "../kit/button";
import { useWorkspace } from "../study/provider";

/** Lets go of everything that was loaded, after asking once. */
export function Forget() {
  const { forget } = useWorkspace();
  return (
    <DialogTrigger>
      <div className="flex flex-wrap items-center justify-between gap-3 border-t border-line pt-4">
        <p className="text-soft">
          Empties this tab and all that this browser keeps, and shows what is left afterwards.
        </p>
        <Button>Forget everything</Button>
      </div>
      <ModalOverlay isDismissable className="fixed inset-0 z-40 grid place-items-center bg-veil p-4">
        <Modal className="w-full max-w-md rounded-card bg-raised p-6 shadow-lift">
          <Dialog role="alertdialog" className="outline-none">
            {({ close }) => (
              <>
                <Heading slot="title" className="text-lg font-semibold">
                  Forget everything that is loaded and kept?
                </Heading>
                <p className="mt-2 text-soft">
                  The files you loaded stay as they are on your disk; the copies in this browser, and all that was
                  computed from them, are deleted.
                </p>
                <div className="mt-5 flex justify-end gap-3">
                  <Button onPress={close}>Keep it</Button>
                  <Button
                    kind="primary"
                    onPress={() => {
                      close();
                      void forget();
                    }}
                  >
                    Forget everything
                  </Button>
                </div>
              </>
            )}
          </Dialog>
        </Modal>
      </ModalOverlay>
    </DialogTrigger>
  );
}
