"use client";
import { type Criterion, numberChoices, type Window } from "@/lib/cohorts/cohort";
import { numberNames } from "@/lib/cohorts/pattern";
import { Button } from "../kit/button";
import { SelectField } from "../kit/select";
import { ChipMany } from "../params/chip-many";
import { anyEvent, changed, placed } from "./draft";
import { Line, LimitFields, Numeric, PatternFields, type Words } from "./fields";
import { IdList } from "./id-list";

type Of<Kind extends Criterion["kind"]> = Extract<Criterion, { kind: Kind }>;
type EntryProps<C extends Criterion> = {
  value: C;
  words: Words;
  /** Names of criteria that stand before this one. */
  anchors: readonly string[];
  onChange(value: Criterion): void;
};

function WindowFields({
  value,
  anchors,
  onChange,
}: {
  value: Window;
  anchors: readonly string[];
  onChange(value: Window): void;
}) {
  return (
    <>
      <Numeric label="From day" empty="any" value={value.from} onChange={(from) => onChange({ ...value, from })} />
      <Numeric label="To day" empty="any" value={value.to} onChange={(to) => onChange({ ...value, to })} />
      {anchors.length > 0 && (
        <div className="w-44">
          <SelectField
            label="Counted from"
            value={value.of}
            options={[{ id: "index", label: "the index day" }, ...anchors.map((id) => ({ id, label: `“${id}”` }))]}
            onChange={(of) => onChange({ ...value, of })}
          />
        </div>
      )}
    </>
  );
}

const row = "flex flex-wrap items-end gap-2";

function EventsEntry({ value, words, anchors, onChange }: EntryProps<Of<"events">>) {
  return (
    <>
      <PatternFields
        label="Events"
        value={value.event}
        words={words}
        onChange={(event) => onChange({ ...value, event })}
      />
      <div className={row}>
        <Numeric
          label="At least"
          least={0}
          value={value.atLeast}
          onChange={(n) => onChange({ ...value, atLeast: n ?? 0 })}
        />
        <Numeric
          label="At most"
          empty="any"
          least={0}
          value={value.atMost ?? null}
          onChange={(n) => onChange({ ...value, atMost: n ?? undefined, ...(n === 0 && { atLeast: 0 }) })}
        />
        <WindowFields value={value.window} anchors={anchors} onChange={(window) => onChange({ ...value, window })} />
        <Named value={value} onChange={onChange} />
      </div>
    </>
  );
}

function Named({ value, onChange }: { value: Of<"events">; onChange(value: Criterion): void }) {
  return (
    <div className="w-36">
      <Line
        label="Called (optional)"
        value={value.name ?? ""}
        onChange={(name) => onChange({ ...value, name: name.trim() === "" ? undefined : name.trim() })}
      />
    </div>
  );
}

const numberLabels = { value: "value", dose: "dose", perDay: "doses a day", daysSupply: "days of supply" };

function NumberEntry({ value, words, anchors, onChange }: EntryProps<Of<"number">>) {
  return (
    <>
      <PatternFields
        label="Events"
        withNumber={false}
        value={value.event}
        words={words}
        onChange={(event) => onChange({ ...value, event })}
      />
      <div className={row}>
        <div className="w-32">
          <SelectField
            label="Which"
            value={value.which}
            options={numberChoices.map((id) => ({ id, label: id }))}
            onChange={(id) => onChange({ ...value, which: numberChoices.find((one) => one === id) ?? "last" })}
          />
        </div>
        <div className="w-36">
          <SelectField
            label="Number"
            value={value.of}
            options={numberNames.map((id) => ({ id, label: numberLabels[id] }))}
            onChange={(id) => onChange({ ...value, of: numberNames.find((one) => one === id) ?? "value" })}
          />
        </div>
        <LimitFields value={value.is} onChange={(is) => onChange({ ...value, is })} />
        <WindowFields value={value.window} anchors={anchors} onChange={(window) => onChange({ ...value, window })} />
      </div>
    </>
  );
}

function SequenceEntry({ value, words, anchors, onChange }: EntryProps<Of<"sequence">>) {
  return (
    <>
      {placed(value.events).map(({ place: i, one: event }) => (
        <div key={i} className={row}>
          <PatternFields
            label={i === 0 ? "First" : "Then"}
            value={event}
            words={words}
            onChange={(next) => onChange({ ...value, events: changed(value.events, i, next) })}
          />
          {value.events.length > 2 && (
            <Button kind="quiet" onPress={() => onChange({ ...value, events: changed(value.events, i, null) })}>
              Remove
            </Button>
          )}
        </div>
      ))}
      <div className={row}>
        {value.events.length < 6 && (
          <Button onPress={() => onChange({ ...value, events: [...value.events, anyEvent] })}>Then another</Button>
        )}
        <Numeric
          label="Days between"
          empty="any"
          least={0}
          value={value.within}
          onChange={(within) => onChange({ ...value, within })}
        />
        <WindowFields value={value.window} anchors={anchors} onChange={(window) => onChange({ ...value, window })} />
      </div>
    </>
  );
}

const isNumeric = (text: string) => text.trim() !== "" && Number.isFinite(Number(text));

function TraitEntry({ value, words, onChange }: EntryProps<Of<"trait">>) {
  const known = words.valuesOf(value.trait);
  return (
    <div className={row}>
      <div className="w-44">
        <SelectField
          label="Trait"
          value={value.trait}
          options={words.traits.map((id) => ({ id, label: id.replaceAll("_", " ") }))}
          onChange={(trait) => onChange({ kind: "trait", trait })}
        />
      </div>
      <ChipMany
        label="Is one of"
        all="any value"
        values={value.among ?? []}
        options={known}
        onChange={(among) => onChange({ ...value, among: among.length === 0 ? undefined : among })}
      />
      {(value.is !== undefined || (known.length > 0 && known.every(isNumeric))) && (
        <LimitFields
          value={value.is ?? {}}
          onChange={(is) => onChange({ ...value, is: Object.keys(is).length === 0 ? undefined : is })}
        />
      )}
    </div>
  );
}

function AgeEntry({ value, words, onChange }: EntryProps<Of<"age">>) {
  return (
    <div className={row}>
      <div className="w-44">
        <SelectField
          label="Born on"
          value={value.trait}
          options={[...new Set([value.trait, ...words.traits])].map((id) => ({ id, label: id.replaceAll("_", " ") }))}
          onChange={(trait) => onChange({ ...value, trait })}
        />
      </div>
      <LimitFields unit="Years" initial={18} value={value.is} onChange={(is) => onChange({ ...value, is })} />
    </div>
  );
}

function ObservedEntry({ value, onChange }: EntryProps<Of<"observed">>) {
  return (
    <div className={row}>
      <Numeric
        label="Days before"
        least={0}
        value={value.before}
        onChange={(n) => onChange({ ...value, before: n ?? 0 })}
      />
      <Numeric
        label="Days after"
        least={0}
        value={value.after}
        onChange={(n) => onChange({ ...value, after: n ?? 0 })}
      />
    </div>
  );
}

/** What a criterion of a kind asks for. */
export function CriterionEntry({ value, ...rest }: EntryProps<Criterion>) {
  switch (value.kind) {
    case "events":
      return <EventsEntry value={value} {...rest} />;
    case "number":
      return <NumberEntry value={value} {...rest} />;
    case "sequence":
      return <SequenceEntry value={value} {...rest} />;
    case "trait":
      return <TraitEntry value={value} {...rest} />;
    case "age":
      return <AgeEntry value={value} {...rest} />;
    case "observed":
      return <ObservedEntry value={value} {...rest} />;
    case "subjects":
      return <IdList ids={value.ids} onChange={(ids) => rest.onChange({ ...value, ids })} />;
    case "all":
    case "any":
    case "not":
      return null;
  }
}
