"use client";
import { useState } from "react";
import { Button as AriaButton, Dialog, DialogTrigger, Input, Label, Popover, TextField } from "react-aria-components";
import { count, plural } from "@/lib/charts/format";
import { toCsv } from "@/lib/export/csv";
import { type Profile, profileSchema, profileWords } from "@/lib/export/disclosure/profile";
import type { Released } from "@/lib/export/gate";
import { describe, failureOf } from "@/lib/failure";
import type { AnyInsight } from "@/lib/insights/insight";
import type { Study } from "@/lib/log/study";
import type { Answered } from "../insight/use-answer";
import { Button } from "../kit/button";
import { save } from "../kit/save";
import { popoverClass } from "../params/chip";
import { mayLeave, releasedTable, type Whole } from "./release";
import { useSend } from "./send";
import { useLeft } from "./use-left";

type CsvButtonProps = {
  study: Study;
  insight: AnyInsight;
  answer: Answered;
  /** Beside the cells; the cells where there is none. */
  aside: string | null;
  /** The cells beside those of an earlier moment, for who may have all of it. */
  beside?: Whole | null;
  fileName: string;
  label?: string;
  className: string;
};

const usual = profileSchema.parse({ kind: "cms" });

/** What a reader of the file will not see. */
function words({ hidden, unnamed }: Released, profile: Profile): string {
  if (profile.kind === "none") return `Saved. ${profileWords(profile)}`;
  const values = hidden.reduce((sum, columns) => sum + columns.length, 0);
  const parts = [
    ...(values > 0 ? [`${plural(values, "value")} ${values === 1 ? "is" : "are"} hidden`] : []),
    ...(unnamed > 0 ? [`${plural(unnamed, "row")} ${unnamed === 1 ? "is" : "are"} left out`] : []),
  ];
  return parts.length === 0
    ? `Saved; nothing in it had to be hidden. ${profileWords(usual)}`
    : `Saved; of ${count(hidden.length)} rows ${parts.join(", ")}. ${profileWords(usual)} On this screen all of it is exact.`;
}

type FormProps = { onSave(profile: Profile): void };

/** For whom the file is: for others, without what discloses; or for the patient's own team, exact, with the reason. */
function Form({ onSave }: FormProps) {
  const [reason, setReason] = useState("");
  const exact = profileSchema.safeParse({ kind: "none", reason });
  return (
    <div className="w-72 space-y-2.5 p-2 text-sm">
      <p className="text-soft">{profileWords(usual)}</p>
      <Button onPress={() => onSave(usual)}>Save for others</Button>
      <TextField value={reason} onChange={setReason} className="block border-t border-line pt-2.5">
        <Label className="text-soft">Exact, for the patients’ own team: the reason</Label>
        <Input className="mt-0.5 w-full rounded-field border border-edge bg-card px-2.5 py-1.5" />
      </TextField>
      <Button kind="chip" isDisabled={!exact.success} onPress={() => exact.success && onSave(exact.data)}>
        Save exact
      </Button>
    </div>
  );
}

/** Saves a table as its readers may have it, and says what they will not see. */
export function CsvButton({
  study,
  insight,
  answer,
  aside,
  beside = null,
  fileName,
  label,
  className,
}: CsvButtonProps) {
  const [told, setTold] = useState<string | null>(null);
  const { before, remember } = useLeft();
  const send = useSend();
  if (!mayLeave(insight, aside)) return null;
  const act = async (profile: Profile) => {
    try {
      const found = releasedTable(study, insight, answer, profile, aside, beside, before);
      if (!found) return;
      const { released, published } = found;
      const file = new Blob([toCsv(released)], { type: "text/csv" });
      if (profile.kind === "none") {
        const { digest, moment } = answer.known;
        const rows = { rows: released.rows.length, patients: null, ids: "none" as const, shifted: false, without: [] };
        await send(
          { file, name: fileName },
          { what: "table", reason: profile.reason, knownAt: moment, digest, ...rows },
        );
      } else {
        await remember(published);
        save(file, fileName, file.type);
      }
      setTold(words(released, profile));
    } catch (thrown) {
      const { what, next } = describe(failureOf(thrown));
      setTold(`${what} ${next}`);
    }
  };
  return (
    <>
      <DialogTrigger>
        <AriaButton {...(label !== undefined && { "aria-label": label })} className={className}>
          CSV
        </AriaButton>
        <Popover className={popoverClass} placement="bottom end">
          <Dialog aria-label="For whom the file is" className="outline-none">
            {({ close }) => (
              <Form
                onSave={(profile) => {
                  close();
                  void act(profile);
                }}
              />
            )}
          </Dialog>
        </Popover>
      </DialogTrigger>
      <p role="status" className="order-last w-full text-sm text-soft empty:hidden">
        {told}
      </p>
    </>
  );
}
