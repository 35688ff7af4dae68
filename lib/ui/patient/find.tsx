"use client";
import { useQueryClient } from "@tanstack/react-query";
import { type SyntheticEvent, useState } from "react";
import { FieldError, Input, Label, TextField } from "react-aria-components";
import type { SubjectId } from "@/lib/cohorts/cohort";
import { describe, failureOf } from "@/lib/failure";
import type { Study } from "@/lib/log/study";
import { bearersOf } from "@/lib/projections/patient/events";
import { Button } from "../kit/button";
import { showPatient } from "./handle";
import { versionsOf } from "./use-patient";

/** Opens a patient by the id that the files have; it goes into no address. */
export function FindPatient({ study, onFound = showPatient }: { study: Study; onFound?(patient: SubjectId): void }) {
  const client = useQueryClient();
  const [id, setId] = useState("");
  const [found, setFound] = useState<readonly SubjectId[] | null>(null);
  const [failed, setFailed] = useState("");
  const seek = async (event: SyntheticEvent) => {
    event.preventDefault();
    setFailed("");
    const all = (await bearersOf(study, id.trim())).map(({ namespace }) => ({ namespace, id: id.trim() }));
    const [one, other] = all;
    if (one && !other) {
      // It is read while the page of it is put in place.
      client.query(versionsOf(study, one)).catch(() => undefined);
      onFound(one);
    }
    setFound(all);
  };
  return (
    <form
      onSubmit={(event) => {
        seek(event).catch((thrown: unknown) => {
          const { what, next } = describe(failureOf(thrown));
          setFailed(`${what} ${next}`);
        });
      }}
      className="max-w-md"
    >
      <TextField
        value={id}
        onChange={(next) => {
          setId(next);
          setFound(null);
        }}
        isInvalid={found?.length === 0}
        autoComplete="off"
      >
        <Label className="mb-1 block">Patient’s id</Label>
        <div className="flex gap-2">
          <Input className="min-w-0 grow rounded-field border border-edge bg-card px-3 py-1.5" />
          <Button type="submit" isDisabled={id.trim() === ""}>
            Open
          </Button>
        </div>
        <FieldError className="mt-1 block text-sm text-copper">No patient of this history has this id.</FieldError>
      </TextField>
      {failed && (
        <p role="alert" className="mt-1 text-sm text-copper">
          {failed}
        </p>
      )}
      {found && found.length > 1 && (
        <div className="mt-3 flex flex-wrap items-baseline gap-2">
          <span>Several registers have it:</span>
          {found.map((one) => (
            <Button key={one.namespace} kind="chip" onPress={() => onFound(one)}>
              {one.namespace}
            </Button>
          ))}
        </div>
      )}
    </form>
  );
}
