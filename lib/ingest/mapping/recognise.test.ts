import { existsSync, openAsBlob, readdirSync } from "node:fs";
import { Int64, makeData, makeVector } from "apache-arrow";
import { describe, expect, test } from "vitest";
import { openTable } from "../fixtures/table";
import { prepare } from "../prepare";
import { open } from "../read/open";
import { recognise } from "./recognise";

const texts = (...names: string[]) => names.map((name) => ({ name, type: "Utf8", nullable: true }));
const column = (name: string, type: string) => ({ name, type, nullable: true });

function sure(columns: ReturnType<typeof texts>, sample: Record<string, string | number | bigint | null>[] = []) {
  const found = recognise("export.parquet", columns, sample);
  return found.sure ? { preset: found.preset, ...found.mapping } : found;
}

describe("Rivergraph's own columns", () => {
  test("are known in any order, letter case and type, with columns missing", () => {
    const columns = [
      ...texts("OFFSET", "Value", "Subject"),
      column("EVENT_ID", "Int64"),
      column("Occurred_At", "Timestamp<MICROSECOND, UTC>"),
      ...texts("TYPE"),
    ];
    expect(sure(columns)).toMatchObject({
      preset: "rivergraph",
      id: ["EVENT_ID"],
      type: { from: ["TYPE"] },
      subject: { from: ["Subject"] },
      occurredAt: { from: ["Occurred_At"] },
      offset: { from: ["OFFSET"] },
      value: { from: ["Value"] },
      roles: { MedicineTaken: "intake", TreatmentChanged: "order", PatientLost: "end", EventRetracted: "retraction" },
    });
  });

  test.each([
    [1_700_000_000, "s"],
    [1_700_000_000_000, "ms"],
    [1_700_000_000_000_000, "us"],
    [1_700_000_000_000_000_000n, "ns"],
  ])("times as the number %s count %s", (time, unit) => {
    const columns = [...texts("type", "subject"), column("occurred_at", "Int64")];
    expect(sure(columns, [{ type: "A", subject: "P", occurred_at: time }])).toMatchObject({
      occurredAt: { from: ["occurred_at"], unit },
    });
  });
});

describe("CloudEvents", () => {
  test("are known by their attributes; source and id are the identity, data is promoted", async () => {
    const reader = await openTable({
      specversion: ["1.0", "1.0"],
      id: ["1", "1"],
      source: ["/app", "/clinic"],
      type: ["org.example.MedicineTaken.v1", "org.example.Other.v1"],
      subject: ["P1", "P2"],
      time: ["2024-01-01T08:00:00+01:00", "2024-01-02T08:00:00Z"],
      data: ['{"item":"letrozole","dose":2.5,"type":"oral"}', null],
    });
    const prepared = await prepare(reader);
    expect(prepared).toMatchObject({
      mapped: true,
      preset: "cloudevents",
      mapping: {
        id: ["source", "id"],
        occurredAt: { from: ["time"] },
        item: { from: ["item"] },
        dose: { from: ["dose"] },
        roles: { "org.example.MedicineTaken.v1": "intake", "org.example.MedicineSkipped.v1": "missed" },
      },
    });
    expect(prepared.mapped && (await prepared.reader.rowsAt([0]))).toMatchObject([
      { item: "letrozole", dose: "2.5", "data.type": "oral", type: "org.example.MedicineTaken.v1" },
    ]);
  });
});

describe("Kafka sink exports", () => {
  const record = {
    topic: ["app", "app"],
    partition: makeVector(Int32Array.of(0, 1)),
    offset: makeVector(BigInt64Array.of(7n, 8n)),
    timestamp: makeVector(
      makeData({ type: new Int64(), length: 2, data: BigInt64Array.of(1_700_000_000_000n, 1_700_000_000_001n) }),
    ),
    key: ["P1", "P2"],
  };

  test("are what their payload says; the record's timestamp is when it was recorded", async () => {
    const value = [
      '{"type":"MedicineTaken","subject":"P1","occurred_at":"2024-01-01T08:00:00Z","value":3,"offset":99}',
      '{"type":"MedicineDispensed","subject":"P2","occurred_at":"2024-01-02"}',
    ];
    expect(await prepare(await openTable({ ...record, value }))).toMatchObject({
      mapped: true,
      preset: "kafka",
      mapping: {
        name: "Kafka: Rivergraph",
        type: { from: ["type"] },
        subject: { from: ["subject"] },
        occurredAt: { from: ["occurred_at"] },
        recordedAt: { from: ["timestamp"], unit: "ms" },
        topic: { from: ["topic"] },
        offset: { from: ["offset"] },
        value: { from: ["value.value"] },
        daysSupply: { from: ["days_supply"] },
      },
    });
  });

  test("take patient, type and time from the record where the payload has none", async () => {
    const value = ['{"dose":1}', '{"dose":2}'];
    expect(await prepare(await openTable({ ...record, value }))).toMatchObject({
      mapped: true,
      preset: "kafka",
      mapping: {
        subject: { from: ["key"] },
        type: { from: ["topic"] },
        occurredAt: { from: ["timestamp"] },
        dose: { from: ["dose"] },
      },
    });
  });

  test("of unknown payloads get the likeliest mapping, the payload's own columns first", async () => {
    const value = [
      '{"patient_id":"P9","event":"visit","date":"2024-01-01"}',
      '{"patient_id":"P9","event":"visit","date":"2024-01-02"}',
    ];
    expect(await prepare(await openTable({ ...record, value }))).toMatchObject({
      mapped: true,
      preset: "kafka",
      mapping: { subject: { from: ["patient_id"] }, type: { from: ["event"] }, occurredAt: { from: ["date"] } },
    });
  });

  test("hold CloudEvents too", async () => {
    const event = {
      specversion: "1.0",
      id: "a",
      source: "/app",
      type: "MedicineTaken",
      subject: "P1",
      time: "2024-01-01T08:00:00Z",
      data: { item: "letrozole" },
    };
    const prepared = await prepare(
      await openTable({ ...record, value: [JSON.stringify(event), JSON.stringify(event)] }),
    );
    expect(prepared).toMatchObject({
      mapped: true,
      preset: "kafka",
      mapping: { name: "Kafka: CloudEvents", id: ["source", "id"], item: { from: ["item"] } },
    });
    expect(prepared.mapped && (await prepared.reader.rowsAt([1]))).toMatchObject([{ item: "letrozole" }]);
  });
});

describe("dispensing tables", () => {
  test.each([
    ["patient_id", "date", "days_supply", "daily_dose", "medication"],
    ["PATIENT_ID", "DATE", "DURATION", "PERDAY", "CATEGORY"],
    ["Person_Id", "Date", "Days_Supply", "Daily_Dose", "Item"],
  ])("with %s, %s, %s are known", (subject, date, days, dose, item) => {
    const rows = [{ [subject]: "P1", [date]: "2024-01-31", [days]: 30 }];
    expect(sure([...texts(subject, date, item), column(days, "Int32"), column(dose, "Float64")], rows)).toMatchObject({
      preset: "dispensings",
      type: { constant: "MedicineDispensed" },
      subject: { from: [subject] },
      occurredAt: { from: [date] },
      daysSupply: { from: [days] },
      dose: { from: [dose] },
      item: { from: [item] },
      id: [],
      roles: { MedicineDispensed: "supply" },
    });
  });

  test("are not, where the date is none", () => {
    expect(
      sure(texts("patient_id", "date", "days_supply"), [{ patient_id: "P", date: "31 Jan", days_supply: "30" }]),
    ).toMatchObject({ sure: false });
  });
});

describe("an unknown export", () => {
  test("gets the likeliest mapping to adjust", () => {
    const columns = [
      column("Patient Number", "Int64"),
      column("when", "Timestamp<MILLISECOND>"),
      ...texts("event", "drug", "score"),
    ];
    expect(recognise("visits.parquet", columns, [])).toMatchObject({
      sure: false,
      missing: [],
      proposal: {
        name: "visits",
        subject: { from: ["Patient Number"] },
        occurredAt: { from: ["when"] },
        type: { from: ["event"] },
        item: { from: ["drug"] },
        value: { from: ["score"] },
      },
    });
  });

  test("without a column that could be a time says so", () => {
    expect(recognise("x.parquet", texts("patient_id", "colour"), [{ patient_id: "1", colour: "red" }])).toEqual({
      sure: false,
      proposal: null,
      missing: ["time"],
    });
  });

  test("of hostile column names is only data", () => {
    const columns = texts("__proto__", "constructor", "<script>", 'a"b', "toString");
    expect(recognise("x.parquet", columns, [])).toMatchObject({ sure: false, missing: ["patient", "time"] });
  });
});

const synthea = new URL("../../../../shared/data/synthea-omop/", import.meta.url);

describe("OMOP tables", () => {
  const person = {
    person_id: ["1", "2"],
    gender_concept_id: ["8507", "8532"],
    year_of_birth: ["1980", "1990"],
    month_of_birth: ["2", null],
    day_of_birth: ["3", null],
  };

  test("person gives traits, the day of birth also from year, month and day", async () => {
    const prepared = await prepare(await openTable(person, "person.parquet"));
    expect(prepared).toMatchObject({
      mapped: true,
      preset: "omop",
      mapping: {
        namespace: "person_id",
        occurredAt: { from: ["birth_date"] },
        traits: { sex: { codes: { 8507: "male" } }, birth_date: { from: ["birth_date"] } },
        roles: { Person: "trait" },
      },
    });
    expect(prepared.mapped && (await prepared.reader.rowsAt([0, 1])).map(({ birth_date }) => birth_date)).toEqual([
      "1980-02-03",
      "1990-01-01",
    ]);
  });

  test("a code list is a reference table", () => {
    expect(sure(texts("concept_id", "concept_name", "domain_id"))).toMatchObject({ preset: "omop", reference: true });
  });

  test.runIf(existsSync(synthea))("of a real export are all known", async () => {
    const names = readdirSync(synthea).filter((name) => name.endsWith(".parquet"));
    const found = await Promise.all(
      names.map(async (name) => {
        const prepared = await prepare(await open(await openAsBlob(new URL(name, synthea)), name));
        return [name, prepared.mapped ? prepared.mapping.name : prepared.draft.missing];
      }),
    );
    expect(Object.fromEntries(found)).toEqual(
      Object.fromEntries(names.map((name) => [name, `OMOP ${name.replace(".parquet", "")}`])),
    );
  });
});
