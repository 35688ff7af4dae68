"use client";
import { type Profile, profileWords } from "@/lib/export/disclosure/profile";
import { SelectField } from "../kit/select";
import { NumberEntry } from "../params/number-entry";
import { Entry } from "./entry";

const kinds = [
  { id: "cms", label: "1 to 10 patients, or more (CMS)" },
  { id: "rounded", label: "1 to 7 patients, others rounded to 5" },
  { id: "five", label: "1 to 4 patients" },
  { id: "none", label: "Nothing, for the patients’ own team" },
] as const;
const zeroChoices = [
  { id: "shown", label: "Shown" },
  { id: "hidden", label: "Hidden too" },
] as const;

function ofKind(kind: string, before: Profile): Profile {
  const zeros = before.kind === "none" ? "shown" : before.zeros;
  if (kind === "rounded" || kind === "five") return { kind, zeros };
  return kind === "none" ? { kind, reason: "" } : { kind: "cms", smallest: 11, zeros };
}

/** Which counts of patients a reader does not see. */
export function Rule({ profile, onChange }: { profile: Profile; onChange(next: Profile, step?: string): void }) {
  const unsaid = profile.kind === "none" && profile.reason.trim() === "";
  return (
    <fieldset className="space-y-3">
      <legend className="sr-only">Disclosure</legend>
      <div className="grid gap-3 sm:grid-cols-2">
        <div className="min-w-0 sm:col-span-2">
          <SelectField
            label="Counts that are hidden"
            value={profile.kind}
            options={kinds}
            onChange={(kind) => onChange(ofKind(kind, profile))}
          />
        </div>
        {profile.kind !== "none" && (
          <SelectField
            label="Zeros"
            value={profile.zeros}
            options={zeroChoices}
            onChange={(zeros) => onChange({ ...profile, zeros: zeros === "hidden" ? "hidden" : "shown" })}
          />
        )}
        {profile.kind === "cms" && (
          <NumberEntry
            field={{ title: "Smallest count shown", min: 11, max: 1000, whole: true }}
            value={profile.smallest}
            onChange={(smallest) => onChange({ ...profile, smallest }, "smallest")}
          />
        )}
      </div>
      {profile.kind === "none" ? (
        <Entry
          label="Reason"
          value={profile.reason}
          onChange={(reason) => onChange({ ...profile, reason }, "reason")}
          description="Every count is then exact. The reason stands in the report."
          fault={unsaid ? "Say why nothing is hidden." : null}
        />
      ) : (
        <p className="text-sm text-soft">{profileWords(profile)}</p>
      )}
    </fieldset>
  );
}
