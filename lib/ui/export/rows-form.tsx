"use client";
import { useId, useState } from "react";
import { Heading, Input, Label, TextField } from "react-aria-components";
import { drawnPassphrase, leastPassphrase } from "@/lib/export/sealed";
import { Button } from "../kit/button";
import { Check, OneOf, SomeOf } from "../kit/choice";

/** A column that may stay behind. */
export type Optional = { column: string; label: string; telling: boolean };

/** What a person says of rows that are to leave; `columns` go along. */
export type Asked = {
  reason: string;
  ids: "pseudonyms" | "own";
  shift: boolean;
  columns: readonly string[];
  passphrase: string;
};

type RowsFormProps = {
  title: string;
  /** What leaves, in a sentence or two. */
  words: string;
  /** What is pressed to let them leave. */
  act: string;
  /** Whether the rows can have pseudonyms; where they cannot, they leave as they are. */
  pseudonyms: boolean;
  /** Whether their dates are patients' own, which can be moved. */
  dates: boolean;
  columns: readonly Optional[];
  /** Whether they are being written, and what went wrong before. */
  working: boolean;
  fault: string | null;
  onAsk(asked: Asked): void;
  onCancel(): void;
};

const field = "mt-0.5 w-full rounded-field border border-edge bg-card px-2.5 py-1.5";

const called = [
  {
    id: "pseudonyms",
    label: "by pseudonyms",
    about: "The same in every file of this study. Only the key that this browser keeps leads back to an id.",
  },
  { id: "own", label: "by their own ids" },
] as const;

const moves =
  "By one to 26 weeks either way, all of a patient by as much: what lies between two days, and days of the week, stay. Figures by the calendar do not.";

const optionOf = ({ column, label, telling }: Optional) => ({
  id: column,
  label: (
    <>
      {label}
      {telling && <span className="text-sm text-copper"> single patients may be known by it</span>}
    </>
  ),
});

/** Why nothing can leave yet; null where it can. */
function lacking({ reason, passphrase }: Asked): string | null {
  if (reason.trim().length < 3) return "Say why they leave: the list of what has left holds it.";
  return passphrase.length > 0 && passphrase.length < leastPassphrase
    ? `A passphrase has at least ${leastPassphrase} characters: whoever has the file can try as many as they like.`
    : null;
}

type SealProps = { value: string; onChange(passphrase: string): void };

/** A passphrase to encrypt a file with, in sight, since it is to be handed over; empty for none. */
function Seal({ value, onChange }: SealProps) {
  const about = useId();
  return (
    <div>
      <div className="flex items-end gap-2">
        <TextField value={value} onChange={onChange} className="grow" autoComplete="off" aria-describedby={about}>
          <Label className="text-soft">Passphrase, if it is to be encrypted</Label>
          <Input className={`${field} font-mono`} spellCheck={false} />
        </TextField>
        <Button kind="chip" className="mb-0.5" onPress={() => onChange(drawnPassphrase())}>
          Draw one
        </Button>
      </div>
      <p id={about} className="text-sm text-soft">
        A ZIP archive with AES-256. Hand the passphrase over by another way than the file.
      </p>
    </div>
  );
}

/** Asks why rows of patients leave, and how. */
export function RowsForm(props: RowsFormProps) {
  const { title, words, act, pseudonyms, dates, columns, working, onAsk, onCancel } = props;
  const [asked, set] = useState<Asked>({
    reason: "",
    ids: pseudonyms ? "pseudonyms" : "own",
    shift: false,
    columns: columns.filter(({ telling }) => !telling).map(({ column }) => column),
    passphrase: "",
  });
  const [tried, setTried] = useState(false);
  const change = (part: Partial<Asked>) => set({ ...asked, ...part });
  const lacks = lacking(asked);
  const disguised = asked.ids === "pseudonyms";
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (lacks === null) onAsk(asked);
      }}
      className="space-y-4"
    >
      <Heading slot="title" className="text-lg font-semibold">
        {title}
      </Heading>
      <p className="text-soft">{words}</p>
      <TextField value={asked.reason} onChange={(reason) => change({ reason })} isRequired validationBehavior="aria">
        <Label className="text-soft">Why they leave</Label>
        <Input className={field} />
      </TextField>
      {pseudonyms && (
        <OneOf label="Patients are called" value={asked.ids} options={called} onChange={(ids) => change({ ids })} />
      )}
      {disguised && dates && (
        <Check
          label="Move each patient’s dates"
          about={moves}
          value={asked.shift}
          onChange={(shift) => change({ shift })}
        />
      )}
      {disguised && columns.length > 0 && (
        <SomeOf
          label="Columns that go along"
          value={asked.columns}
          options={columns.map(optionOf)}
          onChange={(chosen) => change({ columns: chosen })}
        />
      )}
      <Seal value={asked.passphrase} onChange={(passphrase) => change({ passphrase })} />
      <p role="alert" className="text-sm text-copper empty:hidden">
        {(tried && lacks) || props.fault}
      </p>
      <div className="flex justify-end gap-3">
        <Button onPress={onCancel}>{working ? "Cancel" : "Leave it"}</Button>
        <Button type="submit" kind="primary" isDisabled={working}>
          {working ? "Writing the file" : act}
        </Button>
      </div>
    </form>
  );
}
