"use client";
import { count, plural } from "./format";
import { Pressable } from "./pressable";

export type Counted = { key: string; label: string; patients: number; earlier: number | null };
export type CountedGroup = { key: string; label: string | null; all: readonly Counted[] };

type CountedListProps = {
  title: string;
  groups: readonly CountedGroup[];
  onPick(group: CountedGroup, one: Counted): void;
};

/** Sentences with how many patients each holds for; pressing one opens them. */
export function CountedList({ title, groups, onPick }: CountedListProps) {
  const most = Math.max(1, ...groups.flatMap(({ all }) => all.map(({ patients }) => patients)));
  return (
    <div role="group" aria-label={title} className="space-y-6">
      {groups.map((group) => (
        <div key={group.key}>
          {group.label !== null && <h3 className="mb-1 font-semibold">{group.label}</h3>}
          <ul className="space-y-0.5">
            {group.all.map((one) => (
              <li key={one.key}>
                <Pressable
                  disabled={one.patients === 0}
                  onClick={() => onPick(group, one)}
                  aria-label={`${one.label}: ${plural(one.patients, "patient")}${one.earlier === null ? "" : `, then ${count(one.earlier)}`}. Show the patients`}
                  className="w-full rounded-field px-2 py-1.5 text-left enabled:hover:bg-river-faint"
                >
                  <span className="flex items-baseline gap-x-4">
                    <span className="min-w-0 grow">{one.label}</span>
                    <span className="flex shrink-0 items-baseline gap-x-3 tabular-nums">
                      {one.earlier !== null && (
                        <span className="text-xs text-soft">{`then ${count(one.earlier)}`}</span>
                      )}
                      <span className={`w-12 text-right ${one.patients === 0 ? "text-soft" : "font-semibold"}`}>
                        {count(one.patients)}
                      </span>
                    </span>
                  </span>
                  <span className="mt-1 flex h-2 overflow-hidden rounded-full bg-river-faint" aria-hidden="true">
                    <span className="bg-river" style={{ width: `${(100 * one.patients) / most}%` }} />
                  </span>
                </Pressable>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}
