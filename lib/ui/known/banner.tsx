"use client";
import { plural } from "@/lib/charts/format";
import { Button } from "../kit/button";
import { Icon } from "../kit/icon";
import { momentWords } from "./words";

type BannerProps = { given: string; zone: string; later: number | null; onBack(): void };

/** Says that what is shown is not what is known now, and leads back. */
export function KnownBanner({ given, zone, later, onBack }: BannerProps) {
  return (
    <div
      role="status"
      className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-1 rounded-card border border-river/40 bg-river-faint px-4 py-2"
    >
      <span className="text-river">
        <Icon name="clock" />
      </span>
      <p className="min-w-0 grow basis-64">
        <strong className="font-semibold">{`As known at ${momentWords(given, zone)}.`}</strong>{" "}
        {later !== null && (
          <span className="text-soft">{`${plural(later, "later event")} left out; corrections made since do not count.`}</span>
        )}
      </p>
      <Button kind="chip" onPress={onBack}>
        Back to now
      </Button>
    </div>
  );
}
