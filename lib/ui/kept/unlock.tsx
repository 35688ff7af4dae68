"use client";
import { useState } from "react";
import { describe, type Failure } from "@/lib/failure";
import { Forget } from "../data/forget";
import { Button } from "../kit/button";
import { Icon } from "../kit/icon";
import { useMainAfter } from "../kit/main-focus";
import { PassphraseField } from "../kit/passphrase-field";
import { useWorkspace } from "../study/provider";

const faultOf = (failure: Failure | null): string | null => {
  if (!failure) return null;
  const { what, next } = describe(failure);
  return `${what} ${next}`;
};

/** What is kept is encrypted: asks for its passphrase. */
export function Unlock({ checking, failure }: { checking: boolean; failure: Failure | null }) {
  const { unlock } = useWorkspace();
  const [passphrase, setPassphrase] = useState("");
  useMainAfter(true);
  const submit = (event: { preventDefault(): void }) => {
    event.preventDefault();
    if (passphrase === "" || checking) return;
    setPassphrase("");
    void unlock(passphrase);
  };
  return (
    <div className="mx-auto max-w-md space-y-6 pt-10 sm:pt-20">
      <div className="flex flex-col items-center gap-3 text-center">
        <span className="grid size-12 place-items-center rounded-full bg-river-soft text-river">
          <Icon name="lock" size={22} />
        </span>
        <h1>Your history is locked</h1>
        <p className="text-soft">
          What this browser keeps is encrypted. Nothing of it is in memory until the passphrase opens it.
        </p>
      </div>
      <form onSubmit={submit} className="card space-y-3">
        <PassphraseField
          takesFocus
          label="Passphrase"
          value={passphrase}
          onChange={setPassphrase}
          fault={passphrase === "" ? faultOf(failure) : null}
        />
        <Button type="submit" kind="primary" isDisabled={checking} className="w-full">
          {checking ? "Checking" : "Unlock"}
        </Button>
      </form>
      <Forget />
    </div>
  );
}
