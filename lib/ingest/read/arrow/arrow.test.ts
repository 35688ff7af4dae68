import { tableToIPC } from "apache-arrow";
import { describe, expect, test } from "vitest";
import { everyType, everyTypeTable, everyValue } from "../../fixtures/arrow";
import { open } from "../open";

const names = Object.keys(everyType);

describe.each(["file", "stream"] as const)("an Arrow %s", (form) => {
  const blob = () => new Blob([Uint8Array.from(tableToIPC(everyTypeTable(), form))]);

  test.each(names)("keeps %s as exported", async (name) => {
    const reader = await open(blob(), "every.arrow");
    expect((await reader.rowsAt([0, 1, 2])).map((row) => row[name])).toEqual(everyValue[name]);
  });
});
