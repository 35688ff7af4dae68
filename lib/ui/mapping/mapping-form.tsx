"use client";
import { useState } from "react";
import { FileTrigger, Input, Label, TextField } from "react-aria-components";
import { describe, type Failure, failureOf } from "@/lib/failure";
import { type Mapping, units } from "@/lib/ingest/mapping/mapping";
import { parseMapping } from "@/lib/ingest/mapping/validate";
import { Button } from "../kit/button";
import { SearchSelect, SelectField } from "../kit/select";
import type { Waiting } from "../study/state";
import {
  columnOf,
  counting,
  type Draft,
  fieldWords,
  finished,
  further,
  type MappingField,
  needed,
  ofOneType,
  reading,
  type TimeField,
  timeFields,
  typesIn,
  unitOf,
  unitWords,
  withRole,
} from "./draft";
import { Roles } from "./roles";
import { Sample } from "./sample";
import { saveMapping } from "./save-mapping";
import { Upcasts } from "./upcasts";

const isNumber = (type: string) => /^(u?int|float|decimal)/i.test(type);
const unitOptions = units.map((unit) => ({ id: unit, label: `${unitWords[unit]} since 1970` }));
const zones = Intl.supportedValuesOf("timeZone").map((zone) => ({ id: zone, label: zone }));
const allZones = [{ id: "UTC", label: "UTC" }, ...zones.filter(({ id }) => id !== "UTC")];
const nothing = "\u0000nothing";
const shownRows = 8;
const stem = (file: string) => file.replace(/\.[^.]*$/, "") || file;

type MappingFormProps = { waiting: Waiting; onLoad(mapping: Mapping): void; onLeaveOut(): void };

/** How a file is to be read where nobody recognised it: its first rows, and which column is what. */
export function MappingForm({
  waiting: { file, columns, sample, proposal, missing },
  onLoad,
  onLeaveOut,
}: MappingFormProps) {
  const [draft, setDraft] = useState<Draft>(proposal ?? { name: stem(file), type: { constant: stem(file) } });
  const [failure, setFailure] = useState<Failure | null>(null);
  const mapping = finished(draft);
  const fields: readonly MappingField[] = [...needed, ...further];
  const used = new Map(
    fields.flatMap((field): [string, string][] => {
      const column = columnOf(draft, field);
      return column === null ? [] : [[column, fieldWords[field]]];
    }),
  );
  const oneType = draft.type && "constant" in draft.type ? draft.type.constant : null;
  const choice = (field: MappingField, none: string) => (
    <SelectField
      key={field}
      label={fieldWords[field]}
      value={columnOf(draft, field) ?? nothing}
      invalid={field !== "type" && needed.some((one) => one === field) && columnOf(draft, field) === null}
      options={[{ id: nothing, label: none }, ...columns.map(({ name }) => ({ id: name, label: name }))]}
      onChange={(id) =>
        setDraft(
          id !== nothing
            ? reading(draft, field, id)
            : field === "type"
              ? ofOneType(draft, "")
              : reading(draft, field, null),
        )
      }
    />
  );
  const counts = (field: TimeField) =>
    columns.some(({ name, type }) => name === columnOf(draft, field) && isNumber(type));
  const openJson = async (files: FileList | null) => {
    const [json] = files ?? [];
    if (!json) return;
    try {
      setDraft(parseMapping(JSON.parse(await json.text()), json.name));
      setFailure(null);
    } catch (thrown) {
      setFailure(
        thrown instanceof SyntaxError
          ? { kind: "mapping", file: json.name, detail: "it is not JSON" }
          : failureOf(thrown),
      );
    }
  };
  return (
    <section aria-label={`How to read ${file}`} className="card space-y-5">
      <div>
        <h2 className="text-lg! break-words">{`How is “${file}” to be read?`}</h2>
        <p className="text-soft">
          {missing.length > 0
            ? `Nothing was found for: ${missing.join(", ")}. Choose the columns below.`
            : "Its columns are not of a known export. This is the likeliest reading; change what is wrong."}
        </p>
      </div>
      <Sample columns={columns} rows={sample.slice(0, shownRows)} used={used} />
      <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
        {needed.map((field) => choice(field, field === "type" ? "the same for every row" : "choose a column"))}
        {timeFields.map(
          (field) =>
            counts(field) && (
              <SelectField
                key={field}
                label={`${fieldWords[field]} counts`}
                value={unitOf(draft, field) ?? "ms"}
                options={unitOptions}
                onChange={(unit) => setDraft(counting(draft, field, unit))}
              />
            ),
        )}
        {oneType !== null && (
          <TextField value={oneType} onChange={(type) => setDraft(ofOneType(draft, type))}>
            <Label className="text-sm text-soft">Type of every row</Label>
            <Input className="w-full rounded-field border border-edge bg-card px-2.5 py-1.5" />
          </TextField>
        )}
        <SearchSelect
          label="Time zone of the days"
          value={draft.zone ?? "UTC"}
          options={allZones}
          onChange={(zone) => setDraft({ ...draft, zone })}
        />
      </div>
      <details>
        <summary className="w-fit text-sm font-semibold">Further columns</summary>
        <div className="mt-3 grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
          {further.map((field) => choice(field, "none"))}
        </div>
      </details>
      <Roles
        types={typesIn(draft, sample)}
        given={draft.roles ?? {}}
        onChange={(type, role) => setDraft(withRole(draft, type, role))}
      />
      <Upcasts upcasts={draft.upcasts ?? []} />
      {failure && (
        <p role="alert" className="text-copper">
          {describe(failure).what}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Button kind="primary" isDisabled={mapping === null} onPress={() => mapping && onLoad(mapping)}>
          Load it
        </Button>
        <Button onPress={onLeaveOut}>Leave it out</Button>
        <span className="grow" />
        <FileTrigger acceptedFileTypes={[".json", "application/json"]} onSelect={(files) => void openJson(files)}>
          <Button kind="quiet">Open a mapping</Button>
        </FileTrigger>
        <Button kind="quiet" isDisabled={mapping === null} onPress={() => mapping && saveMapping(mapping)}>
          Save this mapping
        </Button>
      </div>
    </section>
  );
}
