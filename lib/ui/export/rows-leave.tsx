"use client";
import { useEffect, useRef, useState } from "react";
import {
  CheckboxButton,
  CheckboxField,
  CheckboxGroup,
  Dialog,
  DialogTrigger,
  Heading,
  Input,
  Label,
  Modal,
  ModalOverlay,
  RadioButton,
  RadioField,
  RadioGroup,
  Text,
  TextField,
} from "react-aria-components";
import type { Disguise } from "@/lib/export/disguise";
import { drawnPassphrase, leastPassphrase } from "@/lib/export/sealed";
import { describe, failureOf } from "@/lib/failure";
import { withKey } from "@/lib/log/outgoing";
import { Button } from "../kit/button";
import { useWorkspace } from "../study/provider";
import { type About, useSend } from "./send";

/** How the rows are to leave: under pseudonyms or, by null, as they are; and without which columns. */
export type As = { disguise: Disguise | null; without: ReadonlySet<string> };

/** A column that may stay behind. */
export type Optional = { column: string; label: string; telling: boolean };

/** `left`: columns that could not go along, whoever wanted them. */
type Written = { file: Blob; name: string; rows: number; patients: number | null; left?: readonly string[] };

type RowsLeaveProps = {
  /** What is pressed. */
  label: string;
  title: string;
  /** What leaves, in a sentence or two. */
  words: string;
  what: About["what"];
  digest: string;
  knownAt: string | null;
  /** Whether the rows can have pseudonyms; where they cannot, they leave as they are. */
  pseudonyms?: boolean;
  columns?: readonly Optional[];
  /** Whether its dates are patients' own, which can be moved. */
  dates?: boolean;
  write(as: As, signal: AbortSignal): Promise<Written>;
  kind?: "chip" | "quiet";
};

type Asked = {
  reason: string;
  ids: "pseudonyms" | "own";
  shift: boolean;
  columns: readonly string[];
  passphrase: string;
};

const none: readonly Optional[] = [];

const field = "mt-0.5 w-full rounded-field border border-edge bg-card px-2.5 py-1.5";
const choice =
  "group flex cursor-pointer gap-2.5 rounded-field py-1 data-focus-visible:outline-2 data-focus-visible:outline-river";

/** A box or a ring that shows whether something is chosen. */
const Box = ({ round = false }: { round?: boolean }) => (
  <span
    aria-hidden
    className={`mt-1 grid size-4 shrink-0 place-items-center border border-edge group-data-selected:border-river group-data-selected:bg-river ${round ? "rounded-full" : "rounded-[4px]"}`}
  >
    <span
      className={`hidden bg-card group-data-selected:block ${round ? "size-1.5 rounded-full" : "size-2 rounded-[2px]"}`}
    />
  </span>
);

function Ids({ value, onChange }: { value: Asked["ids"]; onChange(ids: Asked["ids"]): void }) {
  return (
    <RadioGroup value={value} onChange={(ids) => onChange(ids === "own" ? "own" : "pseudonyms")}>
      <Label className="text-soft">Patients are called</Label>
      <RadioField value="pseudonyms">
        <RadioButton className={choice}>
          <Box round />
          <span>
            by pseudonyms
            <span className="block text-sm text-soft">
              The same in every file of this study. Only the key that this browser keeps leads back to an id.
            </span>
          </span>
        </RadioButton>
      </RadioField>
      <RadioField value="own">
        <RadioButton className={choice}>
          <Box round />
          <span>by their own ids</span>
        </RadioButton>
      </RadioField>
    </RadioGroup>
  );
}

function Form({
  title,
  words,
  what,
  digest,
  knownAt,
  pseudonyms = true,
  columns = none,
  dates = true,
  write,
  label,
  close,
  onSent,
  working,
  onWorking: setWorking,
}: RowsLeaveProps & {
  close(): void;
  /** Saved under a name; columns of so many values that they could not go along. */
  onSent(file: string, tooMany: readonly string[]): void;
  working: boolean;
  onWorking(working: boolean): void;
}) {
  const { noteOutgoing } = useWorkspace();
  const send = useSend();
  const [asked, set] = useState<Asked>({
    reason: "",
    ids: pseudonyms ? "pseudonyms" : "own",
    shift: false,
    columns: columns.filter(({ telling }) => !telling).map(({ column }) => column),
    passphrase: "",
  });
  const change = (part: Partial<Asked>) => set({ ...asked, ...part });
  const [fault, setFault] = useState<string | null>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const disguised = asked.ids === "pseudonyms";
  const submit = async (event: { preventDefault(): void }) => {
    event.preventDefault();
    const { reason, shift, passphrase } = asked;
    if (reason.trim().length < 3) return setFault("Say why they leave: the list of what has left holds it.");
    if (passphrase.length > 0 && passphrase.length < leastPassphrase)
      return setFault(
        `A passphrase has at least ${leastPassphrase} characters: whoever has the file can try as many as they like.`,
      );
    setFault(null);
    setWorking(true);
    const { signal } = (running.current = new AbortController());
    try {
      const disguise = disguised ? { key: (await noteOutgoing(withKey)).key, shift } : null;
      const left = disguised
        ? columns.map(({ column }) => column).filter((column) => !asked.columns.includes(column))
        : [];
      const { file, name, left: tooMany = [], ...counts } = await write({ disguise, without: new Set(left) }, signal);
      signal.throwIfAborted();
      const about = {
        what,
        reason: reason.trim(),
        ids: asked.ids,
        shifted: disguised && shift,
        without: [...left, ...tooMany],
        knownAt,
        digest,
      };
      const called = await send(
        { file, name, passphrase: passphrase === "" ? null : passphrase },
        { ...about, ...counts },
      );
      onSent(called, tooMany);
      close();
    } catch (thrown) {
      const { what: happened, next } = describe(failureOf(thrown));
      setFault(signal.aborted ? null : `${happened} ${next}`);
    } finally {
      setWorking(false);
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)} className="space-y-4">
      <Heading slot="title" className="text-lg font-semibold">
        {title}
      </Heading>
      <p className="text-soft">{words}</p>
      <TextField value={asked.reason} onChange={(reason) => change({ reason })} isRequired validationBehavior="aria">
        <Label className="text-soft">Why they leave</Label>
        <Input className={field} />
      </TextField>
      {pseudonyms && <Ids value={asked.ids} onChange={(ids) => change({ ids })} />}
      {disguised && dates && (
        <CheckboxField isSelected={asked.shift} onChange={(shift) => change({ shift })}>
          <CheckboxButton className={choice}>
            <Box />
            <span>
              Move each patient’s dates
              <span className="block text-sm text-soft">
                By one to 26 weeks either way, all of a patient by as much: what lies between two days, and days of the
                week, stay. Figures by the calendar do not.
              </span>
            </span>
          </CheckboxButton>
        </CheckboxField>
      )}
      {disguised && columns.length > 0 && (
        <CheckboxGroup value={[...asked.columns]} onChange={(chosen) => change({ columns: chosen })}>
          <Label className="text-soft">Columns that go along</Label>
          <div className="mt-0.5 max-h-44 overflow-y-auto">
            {columns.map(({ column, label: name, telling }) => (
              <CheckboxField key={column} value={column}>
                <CheckboxButton className={choice}>
                  <Box />
                  <span>
                    {name}
                    {telling && <span className="text-sm text-copper"> single patients may be known by it</span>}
                  </span>
                </CheckboxButton>
              </CheckboxField>
            ))}
          </div>
        </CheckboxGroup>
      )}
      <div className="flex items-end gap-2">
        <TextField
          value={asked.passphrase}
          onChange={(passphrase) => change({ passphrase })}
          className="grow"
          autoComplete="off"
        >
          <Label className="text-soft">Passphrase, if it is to be encrypted</Label>
          <Input className={`${field} font-mono`} spellCheck={false} />
          <Text slot="description" className="block text-sm text-soft">
            A ZIP archive with AES-256. Hand the passphrase over by another way than the file.
          </Text>
        </TextField>
        <Button kind="chip" className="mb-6" onPress={() => change({ passphrase: drawnPassphrase() })}>
          Draw one
        </Button>
      </div>
      <p role="alert" className="text-sm text-bad empty:hidden">
        {fault}
      </p>
      <div className="flex justify-end gap-3">
        <Button onPress={working ? () => running.current?.abort() : close}>{working ? "Cancel" : "Leave it"}</Button>
        <Button type="submit" kind="primary" isDisabled={working}>
          {working ? "Writing the file" : label.replace("…", "")}
        </Button>
      </div>
    </form>
  );
}

/** Lets rows of patients leave, once a person has said why and how. */
export function RowsLeave(props: RowsLeaveProps) {
  const [sent, setSent] = useState<string | null>(null);
  const [working, setWorking] = useState(false);
  const tell = (file: string, tooMany: readonly string[]) =>
    setSent(
      `Saved “${file}”. What has left is listed under Data.${tooMany.length === 0 ? "" : ` Not carried over, because they have too many different values: ${tooMany.join(", ")}.`}`,
    );
  return (
    <>
      <DialogTrigger>
        <Button {...(props.kind && { kind: props.kind })}>{props.label}</Button>
        <ModalOverlay
          isDismissable={!working}
          isKeyboardDismissDisabled={working}
          className="fixed inset-0 z-50 grid place-items-center overflow-y-auto bg-veil p-4"
        >
          <Modal className="w-full max-w-lg rounded-card bg-raised p-6 shadow-lift">
            <Dialog className="outline-none">
              {({ close }) => <Form {...props} close={close} onSent={tell} working={working} onWorking={setWorking} />}
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
