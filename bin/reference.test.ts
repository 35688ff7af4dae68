import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { differences } from "@/lib/testing/compared";
import { dispensings, reference, referenceCases } from "@/lib/testing/reference";
import { holding } from "./holding";
import { rowsOf, slow } from "./testing";

const folder = mkdtempSync(join(tmpdir(), "rivergraph-reference-"));
const data = join(folder, "dispensings.parquet");

beforeAll(async () => writeFileSync(data, Buffer.from(await dispensings().blob.arrayBuffer())));
const histories = holding();
afterAll(async () => {
  await histories.close();
  rmSync(folder, { recursive: true, force: true });
});

const ask = (insight: string, params: object, rows: string) =>
  histories.ask([insight, "--data", data, "--params", JSON.stringify(params), "--rows", rows]);

/** One question of each table; every question of every table is asked of both engines elsewhere. */
const cases = [...new Map(referenceCases.map((one) => [one.table, one])).values()];

test.each(cases.map((one) => [one.table, one] as const))(
  "the command prints what R computed: %s",
  { timeout: slow },
  async (table, one) => {
    const { insight, params, rows } = one;
    const out = await ask(insight, params, rows);
    expect(differences(one, rowsOf({ out }), reference(table))).toEqual([]);
  },
);

test("columns are those that others read", { timeout: slow }, async () => {
  const head = async (insight: string, params: object, rows: string) =>
    (await ask(insight, params, rows)).split("\n")[0];
  expect(await head("adherence-distribution", {}, "patients")).toBe("subject,value");
  expect(await head("adherence-distribution", {}, "events")).toBe("subject,row,date,duration,interval,carried,gap");
  expect(await head("adherence-over-time", { measure: "CMA7", window: 90, step: 30 }, "patients")).toBe(
    "subject,window,window_start,window_end,value",
  );
  expect(await head("episodes", {}, "patients")).toBe("subject,episode,start,end,duration,end_gap");
  expect(await head("episodes", { measure: "CMA7" }, "patients")).toBe(
    "subject,episode,start,end,duration,end_gap,value",
  );
  expect(await head("persistence", {}, "cells")).toBe(
    "group,time,at_risk,events,censored,survival,std_error,lower,upper",
  );
  expect(await head("persistence", {}, "summary")).toBe("group,n,events,median,lower,upper,restricted_mean,se");
  expect(await head("persistence", {}, "test")).toBe("statistic,df,p");
});
