import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readArguments } from "./arguments";
import { simulate } from "./study";

const demo = new URL("../../public/demo/", import.meta.url);

let folder: string;
let truth: Awaited<ReturnType<typeof simulate>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "demo-"));
  const command = /^npm run simulate -- (.*)$/m.exec(await readFile(new URL("README.md", demo), "utf8"))?.[1] ?? "";
  const read = readArguments(command.split(" "));
  if (!("run" in read)) throw new Error("the README of the demo gives no command");
  truth = await simulate({ ...read.run, out: folder });
}, 60_000);

afterAll(() => rm(folder, { recursive: true }));

test.each(["events.parquet", "truth.json"])("%s of the demo is what its command writes, to the byte", async (name) => {
  const [written, kept] = await Promise.all([readFile(join(folder, name)), readFile(new URL(name, demo))]);
  expect(written.equals(kept)).toBe(true);
});

test("the demo is about 500 patients and 300,000 events in less than 5 MB", async () => {
  expect(truth.files.study.patients).toBe(500);
  expect(truth.files.study.rows).toBeGreaterThan(290_000);
  expect(truth.files.study.rows).toBeLessThan(320_000);
  expect((await readFile(join(folder, "events.parquet"))).length).toBeLessThan(5_000_000);
});

describe.each(["letrozole", "tamoxifen"] as const)("what happened to the %s arm agrees with its parameters", (arm) => {
  const parts = () => ({
    parameters: truth.parameters.arms[arm],
    realised: truth.files.study.realised[arm],
    days: truth.parameters.monthDays,
  });

  test.each([0, 3, 6, 9])("share of due doses taken in month %i", (month) => {
    const { parameters, realised } = parts();
    const { due = 0, taken = 0 } = realised.months[month] ?? {};
    const { mean, concentration, declinePerMonth } = parameters.taking;
    const patients = due / truth.parameters.monthDays;
    const error = Math.sqrt((mean * (1 - mean)) / (concentration + 1) / patients + (mean * (1 - mean)) / due);
    expect(Math.abs(taken / due - mean * (1 - declinePerMonth) ** month)).toBeLessThan(4 * error);
  });

  test("stops per patient-month on treatment", () => {
    const { parameters, realised, days } = parts();
    const months = realised.months.reduce((sum, { onTreatment }) => sum + onTreatment, 0) / days;
    const expected = parameters.stopHazardPerMonth * months;
    expect(Math.abs(realised.stops - expected)).toBeLessThan(4 * Math.sqrt(expected));
  });
});
