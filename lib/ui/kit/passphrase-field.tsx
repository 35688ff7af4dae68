"use client";
import { useEffect, useRef } from "react";
import { FieldError, Input, Label, TextField } from "react-aria-components";

type PassphraseFieldProps = {
  label: string;
  value: string;
  onChange(value: string): void;
  fault: string | null;
  /** Whether it is new, for the browser's password manager. */
  fresh?: boolean;
  /** Whether the focus goes to it when it comes on screen. */
  takesFocus?: boolean;
};

/** A labelled field whose text is not shown. */
export function PassphraseField({ label, value, onChange, fault, fresh, takesFocus = false }: PassphraseFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (takesFocus) input.current?.focus();
  }, [takesFocus]);
  return (
    <TextField
      type="password"
      value={value}
      onChange={onChange}
      isInvalid={Boolean(fault)}
      validationBehavior="aria"
      autoComplete={fresh ? "new-password" : "current-password"}
      className="block text-left"
    >
      <Label className="text-sm text-soft">{label}</Label>
      <Input
        ref={input}
        className="mt-0.5 w-full rounded-field border border-edge bg-card px-2.5 py-1.5 data-invalid:border-copper"
      />
      <FieldError className="mt-1 block text-sm text-copper">{fault}</FieldError>
    </TextField>
  );
}
