"use client";
import type { OlderVersion } from "@/lib/versions";
import { shortMoment } from "../known/words";
import { Button } from "./button";
import { Icon } from "./icon";

type OlderProps = {
  name: string;
  older: OlderVersion | null;
  zone: string;
  onMake(): void;
};

/** Says that what is open is an older version than the one that counts, and makes it that one. */
export function OlderNote({ name, older, zone, onMake }: OlderProps) {
  if (!older) return null;
  const { version, of, savedAt } = older;
  const when = savedAt === "" ? "" : `, saved on ${shortMoment(savedAt, zone)}`;
  return (
    <div className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-field bg-copper-soft px-3 py-2 text-sm">
      <p role="status" className="flex min-w-0 grow basis-72 items-start gap-2">
        <span className="mt-px text-copper">
          <Icon name="clock" size={16} />
        </span>
        {`This is an older version of “${name}”, ${version} of ${of}${when}. Saved as current is version ${of}.`}
      </p>
      <Button kind="chip" onPress={onMake}>
        Make this version current
      </Button>
    </div>
  );
}
