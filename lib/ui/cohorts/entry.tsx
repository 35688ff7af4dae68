"use client";
import { type Cohort, type Entry, type Exit, whiches } from "@/lib/cohorts/cohort";
import { Button } from "../kit/button";
import { SelectField } from "../kit/select";
import { ChipMany } from "../params/chip-many";
import { anyEvent } from "./draft";
import { EntryPeriod } from "./entry-period";
import { Numeric, PatternFields, type Words } from "./fields";

const ways = [
  { id: "event", label: "with an event" },
  { id: "union", label: "in any of other cohorts" },
  { id: "intersection", label: "in all of other cohorts" },
  { id: "difference", label: "in one, but in none of others" },
] as const;

const whichLabels = { first: "their first", last: "their last", every: "every", nth: "their n-th" };

type EntryProps = { value: Entry; words: Words; others: readonly Cohort[]; onChange(value: Entry): void };

/** With what patients enter: an event, or as in other cohorts. */
export function EntryFields({ value, words, others, onChange }: EntryProps) {
  const kinds = others.length < 2 ? ways.slice(0, 1) : ways;
  return (
    <div className="space-y-2.5">
      {(kinds.length > 1 || value.kind !== "event") && (
        <div className="w-64">
          <SelectField
            label="Patients enter"
            value={value.kind}
            options={kinds}
            onChange={(id) => {
              const kind = ways.find((one) => one.id === id)?.id;
              const { from, until } = value;
              if (kind === "event") onChange({ kind, event: anyEvent, which: "first", n: 1, from, until });
              else if (kind)
                onChange({ kind, of: value.kind === "event" ? others.slice(0, 2) : value.of, from, until });
            }}
          />
        </div>
      )}
      {value.kind === "event" ? (
        <div className="flex flex-wrap items-end gap-2">
          <div className="w-36">
            <SelectField
              hideLabel
              label="Which event"
              value={value.which}
              options={whiches.map((id) => ({ id, label: whichLabels[id] }))}
              onChange={(id) => onChange({ ...value, which: whiches.find((one) => one === id) ?? "first" })}
            />
          </div>
          {value.which === "nth" && (
            <Numeric label="n" least={1} value={value.n} onChange={(n) => onChange({ ...value, n: n ?? 1 })} />
          )}
          <PatternFields
            label="Entry event"
            value={value.event}
            words={words}
            onChange={(event) => onChange({ ...value, event })}
          />
        </div>
      ) : (
        <Others value={value} others={others} onChange={onChange} />
      )}
      <EntryPeriod value={value} onChange={onChange} />
    </div>
  );
}

type OthersProps = {
  value: Exclude<Entry, { kind: "event" }>;
  others: readonly Cohort[];
  onChange(value: Entry): void;
};

function Others({ value, others, onChange }: OthersProps) {
  const all = [...value.of, ...others.filter(({ name }) => !value.of.some((one) => one.name === name))];
  const [first, ...rest] = value.of;
  const pick = (names: readonly string[]) => names.flatMap((name) => all.find((one) => one.name === name) ?? []);
  if (value.kind === "difference")
    return (
      <div className="flex flex-wrap items-end gap-2">
        <div className="w-56">
          <SelectField
            label="In"
            value={first?.name ?? ""}
            options={all.map(({ name }) => ({ id: name, label: name }))}
            onChange={(name) =>
              onChange({ ...value, of: [...pick([name]), ...rest.filter((one) => one.name !== name)] })
            }
          />
        </div>
        <ChipMany
          label="But not in"
          all="none"
          values={rest.map(({ name }) => name)}
          options={all.flatMap(({ name }) => (name === first?.name ? [] : name))}
          onChange={(names) => onChange({ ...value, of: [...(first ? [first] : []), ...pick(names)] })}
        />
      </div>
    );
  return (
    <ChipMany
      label="Cohorts"
      all="none"
      values={value.of.map(({ name }) => name)}
      options={all.map(({ name }) => name)}
      onChange={(names) => onChange({ ...value, of: pick(names) })}
    />
  );
}

type ExitProps = { value: Exit; words: Words; onChange(value: Exit): void };

/** What ends membership before observation does. */
export function ExitFields({ value, words, onChange }: ExitProps) {
  const { event, days, gap } = value;
  return (
    <div className="space-y-2.5">
      {event && (
        <div className="flex flex-wrap items-end gap-2">
          <p className="self-center">at the first</p>
          <PatternFields
            label="Exit event"
            value={event}
            words={words}
            onChange={(next) => onChange({ ...value, event: next })}
          />
          <Button kind="quiet" onPress={() => onChange({ ...value, event: undefined })}>
            Remove
          </Button>
        </div>
      )}
      {days !== undefined && (
        <div className="flex flex-wrap items-end gap-2">
          <Numeric
            label="Days after the index"
            least={0}
            value={days}
            onChange={(n) => onChange({ ...value, days: n ?? 0 })}
          />
          <Button kind="quiet" onPress={() => onChange({ ...value, days: undefined })}>
            Remove
          </Button>
        </div>
      )}
      {gap && (
        <div className="flex flex-wrap items-end gap-2">
          <Numeric
            label="Days without, more than"
            least={0}
            value={gap.days}
            onChange={(n) => onChange({ ...value, gap: { ...gap, days: n ?? 0 } })}
          />
          <PatternFields
            label="Events that cover days"
            value={gap.event}
            words={words}
            onChange={(next) => onChange({ ...value, gap: { ...gap, event: next } })}
          />
          <Button kind="quiet" onPress={() => onChange({ ...value, gap: undefined })}>
            Remove
          </Button>
        </div>
      )}
      <div className="flex flex-wrap gap-2">
        {!event && <Button onPress={() => onChange({ ...value, event: anyEvent })}>An event ends it</Button>}
        {days === undefined && <Button onPress={() => onChange({ ...value, days: 365 })}>A fixed time ends it</Button>}
        {!gap && (
          <Button onPress={() => onChange({ ...value, gap: { event: anyEvent, days: 60 } })}>A gap ends it</Button>
        )}
      </div>
    </div>
  );
}
