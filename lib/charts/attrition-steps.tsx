"use client";
import { count, percent } from "./format";
import { inkOf } from "./palette";
import { Pressable } from "./pressable";

export type AttritionStep = { key: string; label: string; patients: number; lost: number };
export type AttritionGroup = { key: string; label: string | null; steps: readonly AttritionStep[] };

type AttritionStepsProps = {
  groups: readonly AttritionGroup[];
  onKept(group: AttritionGroup, step: AttritionStep): void;
  onLost(group: AttritionGroup, step: AttritionStep): void;
};

const cue = "rounded-field px-1.5 py-0.5 hover:bg-river-soft disabled:hover:bg-transparent";

/** Steps from everybody to a cohort, each with whom it keeps and loses; both can be pressed. */
export function AttritionSteps({ groups, onKept, onLost }: AttritionStepsProps) {
  const whole = Math.max(1, ...groups.flatMap(({ steps }) => steps.map(({ patients }) => patients)));
  return (
    <div className="space-y-6">
      {groups.map((group, g) => (
        <div key={group.key}>
          {group.label !== null && <h3 className="mb-1 font-semibold">{group.label}</h3>}
          <ol className="space-y-2.5">
            {group.steps.map((step, at) => (
              <li key={step.key}>
                <div className="flex flex-wrap items-baseline gap-x-3">
                  <span className="flex min-w-0 grow basis-52 gap-2">
                    <span className="w-4 shrink-0 pt-px text-right text-sm text-soft tabular-nums">{at}</span>
                    <span className="min-w-0">{step.label}</span>
                  </span>
                  <span className="ml-auto flex items-baseline gap-x-3">
                    <Pressable
                      cue={cue}
                      className="font-semibold tabular-nums"
                      disabled={step.patients === 0}
                      aria-label={`${count(step.patients)} kept at step ${at}, ${step.label}: show the patients`}
                      onClick={() => onKept(group, step)}
                    >
                      {count(step.patients)}
                    </Pressable>
                    <span className="w-14 text-right text-sm text-soft tabular-nums">
                      {percent(step.patients / whole)}
                    </span>
                    <span className="w-20 text-right">
                      {at > 0 && (
                        <Pressable
                          cue={cue}
                          className={`text-sm tabular-nums ${step.lost === 0 ? "text-soft" : "text-copper"}`}
                          disabled={step.lost === 0}
                          aria-label={`${count(step.lost)} lost at step ${at}, ${step.label}: show the patients`}
                          onClick={() => onLost(group, step)}
                        >
                          {step.lost === 0 ? "none lost" : `−${count(step.lost)}`}
                        </Pressable>
                      )}
                    </span>
                  </span>
                </div>
                <div className="mt-1 ml-6 flex h-2.5 overflow-hidden rounded-full bg-river-faint" aria-hidden="true">
                  <span
                    style={{
                      width: `${(step.patients / whole) * 100}%`,
                      background: inkOf(groups.length > 1 ? g : 0).colour,
                    }}
                  />
                  <span
                    className="bg-[repeating-linear-gradient(45deg,var(--color-copper)_0_2px,transparent_2px_5px)] opacity-70"
                    style={{ width: `${(step.lost / whole) * 100}%` }}
                  />
                </div>
              </li>
            ))}
          </ol>
        </div>
      ))}
    </div>
  );
}
