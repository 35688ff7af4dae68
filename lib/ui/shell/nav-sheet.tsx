"use client";
import { Dialog, DialogTrigger, Modal, ModalOverlay } from "react-aria-components";
import { Button } from "../kit/button";
import { Icon } from "../kit/icon";
import { Nav } from "./nav";
import { ThemeToggle } from "./theme";
import type { Theme } from "./theme-name";

/** The navigation where there is no room for it beside the screen. */
export function NavSheet({ theme }: { theme: Theme }) {
  return (
    <DialogTrigger>
      <Button kind="quiet" aria-label="Menu">
        <Icon name="menu" size={22} />
      </Button>
      <ModalOverlay isDismissable className="fixed inset-0 z-40 bg-veil">
        <Modal className="ml-auto h-dvh w-72 max-w-[85vw] bg-paper shadow-lift">
          <Dialog aria-label="Menu" className="flex h-full flex-col overflow-y-auto p-4">
            {({ close }) => (
              <>
                <Button kind="quiet" aria-label="Close the menu" onPress={close} className="self-end">
                  <Icon name="close" size={22} />
                </Button>
                <div className="mt-2 grow">
                  <Nav onGo={close} />
                </div>
                <div className="mt-6 px-2">
                  <ThemeToggle initial={theme} />
                </div>
              </>
            )}
          </Dialog>
        </Modal>
      </ModalOverlay>
    </DialogTrigger>
  );
}
