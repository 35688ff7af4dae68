import { tableToIPC } from "apache-arrow";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decode } from "../../engine/decode";
import type { Engine } from "../../engine/engine";
import { nodeEngine } from "../../engine/node/engine";
import { bootInNode } from "../../engine/wasm/boot-node";
import { wasmEngine } from "../../engine/wasm/engine";
import { id, sql } from "../../sql";
import { type everyType, everyTypeTable } from "../fixtures/arrow";
import { open } from "./open";

const texts: Readonly<Record<keyof typeof everyType, readonly [first: string | null, third: string | null]>> = {
  none: [null, null],
  flag: ["true", "false"],
  int8: ["-128", "127"],
  uint16: ["0", "65535"],
  int64: ["9007199254740993", "-1"],
  uint64: ["18446744073709551615", "1"],
  half: ["1.5", "-2.0"],
  single: ["1.5", "-2.0"],
  double: ["0.1", "-2.0"],
  text: ["a", "Ü ✓"],
  longText: ["a", "Ü ✓"],
  textView: ["a", "longer than twelve bytes"],
  bytes: ["00ff", "ab"],
  longBytes: ["00ff", "ab"],
  bytesView: ["00ff", "ab"],
  fixedBytes: ["00ff", "ab"],
  day: ["1969-12-31", "2024-02-29"],
  dayInMillis: ["1969-12-31", "2024-02-29"],
  clockSeconds: ["00:00:00", "23:59:59"],
  clockMillis: ["00:00:00", "23:59:59.999"],
  clockMicros: ["00:00:00", "23:59:59.999999"],
  seconds: ["1969-12-31 23:59:59", "2024-02-29 12:00:00"],
  millis: ["1969-12-31 23:59:59.999", "2024-02-29 12:00:00.001"],
  micros: ["1969-12-31 23:59:59.999999", "2024-02-29 12:00:00.000001"],
  nanos: ["1969-12-31 23:59:59.999999999", "2024-02-29 12:00:00.000000001"],
  zonedSeconds: ["1969-12-31 23:59:59+00", "2024-02-29 12:00:00+00"],
  zonedMicros: ["1969-12-31 23:59:59.999999+00", "2024-02-29 12:00:00.000001+00"],
  duration: ["-PT1.500S", "PT90S"],
  months: ["P1M", "P14M"],
  dayTime: ["P1DT0.500S", "P2DT0S"],
  decimal: ["1.500", "-0.001"],
  wideDecimal: ["1.5", "-0.1"],
  category: ["a", "b"],
  numberCategory: ["9007199254740993", "2"],
  list: ["[1,null]", "[]"],
  pair: ["[1,2]", "[3,4]"],
  record: ['{"x":1,"y":"a"}', '{"x":null,"y":"q\\""}'],
  map: ['{"k":1}', "{}"],
};

describe.each([
  ["wasm", () => wasmEngine(bootInNode)],
  ["node", () => nodeEngine()],
])("batches in the %s engine", (_, boot) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await boot();
    const reader = await open(new Blob([Uint8Array.from(tableToIPC(everyTypeTable(), "stream"))]), "every.arrow");
    for await (const { stream } of reader.batches()) await engine.insert("batch", stream);
  }, 60_000);
  afterAll(() => engine.close());

  test.each(Object.keys(texts))("hold %s", async (name) => {
    const rows = decode(await engine.query(sql`SELECT ${id(name)}::VARCHAR AS held FROM memory.main.batch`), {
      held: "text",
    });
    const [first, third] = texts[name] ?? [];
    expect(rows.map(({ held }) => held)).toEqual([first, null, third]);
  });
});
