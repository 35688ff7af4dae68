"use client";
import type { Criterion } from "@/lib/cohorts/cohort";
import { criterionWords } from "@/lib/cohorts/words";
import { Button } from "../kit/button";
import { Icon } from "../kit/icon";
import { SelectField } from "../kit/select";
import { CriterionEntry } from "./criterion";
import { changed, fresh, kinds, moved, namesIn, placed } from "./draft";
import type { Words } from "./fields";

type CriteriaProps = {
  value: readonly Criterion[];
  words: Words;
  anchors: readonly string[];
  onChange(value: Criterion[]): void;
  /** Where one must be left. */
  least?: number;
};

type OneProps = {
  value: Criterion;
  words: Words;
  anchors: readonly string[];
  onChange(value: Criterion): void;
};

/** One criterion, and those within it. */
function One({ value, words, anchors, onChange }: OneProps) {
  const trait = words.traits[0] ?? "";
  const inner =
    value.kind === "all" || value.kind === "any" ? (
      <Criteria
        value={value.of}
        least={1}
        words={words}
        anchors={anchors}
        onChange={(of) => onChange({ ...value, of })}
      />
    ) : value.kind === "not" ? (
      <One value={value.of} words={words} anchors={anchors} onChange={(of) => onChange({ ...value, of })} />
    ) : null;
  return (
    <div className="space-y-2.5">
      <div className="w-56">
        <SelectField
          hideLabel
          label="Kind of criterion"
          value={value.kind}
          options={kinds}
          onChange={(id) => {
            const kind = kinds.find((one) => one.id === id)?.id;
            if (kind && kind !== value.kind) onChange(fresh(kind, trait, value));
          }}
        />
      </div>
      <CriterionEntry value={value} words={words} anchors={anchors} onChange={onChange} />
      {inner && <div className="border-l-2 border-line pl-3">{inner}</div>}
    </div>
  );
}

/** Criteria in their order: each can be changed, moved and removed. */
export function Criteria({ value, words, anchors, onChange, least = 0 }: CriteriaProps) {
  return (
    <div className="space-y-3">
      <ol className="space-y-3">
        {placed(value).map(({ place: at, one: criterion }) => (
          <li key={at} className="rounded-card border border-line p-3">
            <div className="mb-2 flex items-start gap-1">
              <p className="min-w-0 grow text-sm text-soft">{criterionWords(criterion)}</p>
              <Button
                kind="quiet"
                aria-label={`Earlier: ${criterionWords(criterion)}`}
                isDisabled={at === 0}
                onPress={() => onChange(moved(value, at, -1))}
              >
                <Icon name="up" size={14} />
              </Button>
              <Button
                kind="quiet"
                aria-label={`Later: ${criterionWords(criterion)}`}
                isDisabled={at === value.length - 1}
                onPress={() => onChange(moved(value, at, 1))}
              >
                <Icon name="chevron" size={14} />
              </Button>
              <Button
                kind="quiet"
                aria-label={`Remove: ${criterionWords(criterion)}`}
                isDisabled={value.length <= least}
                onPress={() => onChange(changed(value, at, null))}
              >
                <Icon name="close" size={14} />
              </Button>
            </div>
            <One
              value={criterion}
              words={words}
              anchors={[...anchors, ...namesIn(value.slice(0, at))]}
              onChange={(next) => onChange(changed(value, at, next))}
            />
          </li>
        ))}
      </ol>
      <Button onPress={() => onChange([...value, fresh("events", "")])}>Add a criterion</Button>
    </div>
  );
}
