"use client";
import type { ReactNode } from "react";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { Button } from "../kit/button";
import { Icon } from "../kit/icon";

type PanelProps = {
  title: string;
  about: string;
  onBack?: (() => void) | undefined;
  onClose(): void;
  children: ReactNode;
};

/** A sheet from the right over the page, with a way back and a way out. */
export function Panel({ title, about, onBack, onClose, children }: PanelProps) {
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
            {onBack && (
              <Button kind="quiet" aria-label="Back" onPress={onBack}>
                <Icon name="left" />
              </Button>
            )}
            <div className="min-w-0 grow">
              <Heading slot="title" className="text-lg font-semibold break-words">
                {title}
              </Heading>
              <p className="text-sm break-words text-soft">{about}</p>
            </div>
            <Button kind="quiet" aria-label="Close" onPress={onClose}>
              <Icon name="close" />
            </Button>
          </header>
          <div className="min-h-0 grow overflow-y-auto p-5">{children}</div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
