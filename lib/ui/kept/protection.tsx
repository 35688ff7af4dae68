"use client";
import { useState } from "react";
import { DialogTrigger } from "react-aria-components";
import { Button } from "../kit/button";
import { useWorkspace } from "../study/provider";
import { PassphraseDialog } from "./passphrase-dialog";

/** Whether what is kept is encrypted, and what can be done about it. */
export function Protection({ encrypted, busy }: { encrypted: boolean; busy: boolean }) {
  const { lock } = useWorkspace();
  const [locking, setLocking] = useState(false);
  if (!encrypted)
    return (
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-soft">
          Not encrypted: whoever can open this browser’s profile on this computer can read it.
        </p>
        <DialogTrigger>
          <Button isDisabled={busy}>Set a passphrase</Button>
          <PassphraseDialog kind="set" />
        </DialogTrigger>
      </div>
    );
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <p className="text-soft">Encrypted. It locks after 15 minutes without a touch, and when this tab is closed.</p>
      <div className="flex flex-wrap gap-2">
        <Button
          isDisabled={busy || locking}
          onPress={() => {
            setLocking(true);
            void lock();
          }}
        >
          Lock now
        </Button>
        <DialogTrigger>
          <Button isDisabled={busy}>Change the passphrase</Button>
          <PassphraseDialog kind="change" />
        </DialogTrigger>
        <DialogTrigger>
          <Button isDisabled={busy}>Remove it</Button>
          <PassphraseDialog kind="remove" />
        </DialogTrigger>
      </div>
    </div>
  );
}
