"use client";
import { useRef } from "react";
import { Button } from "./button";
import { save } from "./save";

type JsonFileProps = {
  /** What such a file holds: “a cohort”. */
  what: string;
  /** Names the file that is saved. */
  name: string;
  contents(): unknown;
  /** Where there is nothing yet that could go out. */
  unready?: boolean;
  /** Null where the file is not JSON. */
  onOpen(given: { value: unknown } | null, file: string): void;
};

/** Something goes out as a JSON file and comes in again. */
export function JsonFile({ what, name, contents, unready = false, onOpen }: JsonFileProps) {
  const file = useRef<HTMLInputElement>(null);
  const read = async (given: File) => {
    let parsed: { value: unknown } | null = null;
    try {
      parsed = { value: JSON.parse(await given.text()) };
    } catch {
      parsed = null;
    }
    onOpen(parsed, given.name);
  };
  return (
    <>
      <Button
        kind="quiet"
        isDisabled={unready}
        onPress={() => save(`${JSON.stringify(contents(), null, 2)}\n`, `${name}.json`, "application/json")}
      >
        Export as JSON
      </Button>
      <Button kind="quiet" onPress={() => file.current?.click()}>
        Open a JSON file
      </Button>
      <input
        ref={file}
        type="file"
        accept=".json,application/json"
        aria-label={`${what.charAt(0).toUpperCase()}${what.slice(1)} as JSON`}
        hidden
        onChange={({ currentTarget }) => {
          const [given] = currentTarget.files ?? [];
          if (given) void read(given);
          currentTarget.value = "";
        }}
      />
    </>
  );
}
