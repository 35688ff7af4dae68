import { createElement } from "react";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { Paper } from "@/lib/charts/paper";
import { cohortOf } from "@/lib/cohorts/cohort";
import { ask } from "@/lib/insights/ask";
import type { AnyInsight } from "@/lib/insights/insight";
import { drawn } from "@/lib/reports/draw";
import { type Simulated, simulated } from "@/lib/testing/simulated";
import { type Opened, openDocument } from "./document";
import { type History, history } from "./history";
import { insights, viewNamed } from "./registry";
import { slow } from "./testing";

const all = [...(await insights()).values()];

const named = (id: string): AnyInsight => {
  const found = all.find((insight) => insight.id === id);
  if (!found) throw new Error(id);
  return found;
};

let made: Simulated<unknown> | undefined;
let opened: Opened | undefined;
let loaded: History | undefined;
const held = () => {
  if (!opened || !loaded) throw new Error("not loaded");
  return { document: opened.document, study: loaded.study };
};
beforeAll(async () => {
  made = simulated({ patients: 80, months: 12, seed: 7 });
  const files = [made.path("events.parquet")];
  loaded = await history({ files, mapping: null, part: null, rule: { by: "latest" } });
  opened = openDocument();
}, slow);
afterAll(async () => {
  await opened?.close();
  await loaded?.close();
  made?.remove();
});

/** About candidates something must be sought. */
const sought = cohortOf({
  name: "sought",
  entry: { kind: "event", which: "first", event: { types: ["TreatmentPrescribed"] } },
  criteria: [{ kind: "trait", trait: "sex", among: ["female"] }],
});
const nothing = () => undefined;

/** The figure of an insight as it stands on paper. */
async function figure(insight: AnyInsight, params: object, shown: Readonly<Record<string, string>> = {}) {
  const { study } = held();
  const view = await viewNamed(insight.id);
  const asked = insight.params.parse(params);
  const cohorts = insight.candidates ? [sought] : [];
  const { cells, also, known } = await ask(study, insight, { params: asked, knownAt: null, cohorts });
  const { dataStart, dataEnd, patients } = known;
  return createElement(
    Paper,
    { width: 720, shown },
    createElement(view.Figure, {
      cells,
      also,
      earlier: null,
      params: asked,
      facts: { zone: study.zone, dataStart, dataEnd, patients, provisionalFrom: `${dataEnd.slice(0, 7)}-01` },
      title: view.title(cells, asked, also),
      onPick: nothing,
      onPickBeside: nothing,
      onPickSides: nothing,
      difference: () => null,
    }),
  );
}

const parsed = (text: string): HTMLElement => {
  const host = held().document.createElement("div");
  host.innerHTML = text;
  return host;
};

const pressed = "button, input, select, textarea, details, a, [tabindex], [role=application], [role=grid], [aria-live]";

/** What of a document waits for somebody. */
function waiting(host: HTMLElement): string[] {
  const attributes = [...host.querySelectorAll("*")].flatMap((element) => [...element.attributes]);
  return [
    ...[...host.querySelectorAll(pressed)].map((element) => element.outerHTML),
    ...attributes.filter(({ name }) => /^(on|data-|aria-(controls|describedby|pressed|expanded))/.test(name)),
    ...attributes.filter(({ name, value }) => name === "class" && /(hover|focus[\w-]*):|cursor-|sticky/.test(value)),
  ].map((found) => (typeof found === "string" ? found : `${found.name}="${found.value}"`));
}

const isNamed = (picture: Element) =>
  picture.querySelector(":scope > title") !== null || picture.closest("[aria-label], [aria-hidden=true]") !== null;

/** What is referred to, each once, and not there. */
function dangling(host: HTMLElement): string[] {
  const ids = new Set([...host.querySelectorAll("[id]")].map(({ id }) => id));
  return [...host.innerHTML.matchAll(/url\(#([^)]*)\)/g)].flatMap(([, id = ""]) => (ids.has(id) ? [] : [id]));
}

/** Those that take longest to be answered are not asked twice. */
const once = new Set(["definitions", "doses", "measures", "patterns", "trajectories"]);
const byArm = all.filter(({ id, params }) => !once.has(id) && params.safeParse({ breakdown: "arm" }).success);
const pictures: readonly [string, object][] = [
  ["adherence-over-time", { picture: "patients" }],
  ["adherence-over-time", { breakdown: "arm", compare: { what: "groups" } }],
  ["pathways", { picture: "sunburst" }],
  ["patterns", { picture: "map" }],
  ["patterns", { picture: "sequences" }],
];
const asked = [
  ...all.map((insight) => ({ name: insight.id, insight, params: {} })),
  ...byArm.map((insight) => ({ name: `${insight.id} by arm`, insight, params: { breakdown: "arm" } })),
  ...pictures.map(([id, params]) => ({ name: `${id} ${JSON.stringify(params)}`, insight: named(id), params })),
];

describe("a figure on paper is whole and waits for nobody", () => {
  test.each(asked)(
    "$name",
    async ({ insight, params }) => {
      const told = vi.spyOn(console, "error");
      const element = await figure(insight, params);
      const text = drawn(element, held().document, "one");
      expect(told.mock.calls).toEqual([]);
      told.mockRestore();
      const host = parsed(text);
      expect(host.querySelectorAll("svg, table, ol, ul").length).toBeGreaterThan(0);
      expect(waiting(host)).toEqual([]);
      expect([...host.querySelectorAll("svg")].filter((picture) => !isNamed(picture))).toEqual([]);
      expect(dangling(host)).toEqual([]);
      expect(text).not.toMatch(/NaN|undefined|Infinity/);
      expect(held().document.body.querySelectorAll("svg")).toHaveLength(0);
    },
    slow,
  );
});

const wordsOf = (text: string) => parsed(text).textContent.replaceAll("\u00a0", " ");

test.each([
  ["adherence-over-time", {}, ["100 %", "threshold 80 %", "provisional"]],
  ["retention", {}, ["0 %", "100 %", "patients"]],
  ["survival", {}, ["number at risk", "median days (95 % limits)"]],
  ["doses", {}, ["Mon", "Sun", "21", "taken of due", "Missed in a row"]],
  ["events-over-time", {}, ["MedicineTaken", "events per month"]],
  ["patterns", { picture: "map" }, ["from ↓ to →", "Medicine taken"]],
  ["funnel", {}, ["prescribed", "Widths are shares of the first step."]],
])("%s says in words what it says on screen", async (id, params, words) => {
  const text = wordsOf(drawn(await figure(named(id), params), held().document, "one"));
  expect(words.filter((word) => !text.includes(word))).toEqual([]);
});

test("a picture that is asked for is drawn in the place of the first", async () => {
  const draw = async (shown: Readonly<Record<string, string>>) =>
    wordsOf(drawn(await figure(named("doses"), {}, shown), held().document, "one"));
  expect(await draw({})).toMatch(/^Intakes/);
  expect(await draw({ show: "skips" })).toMatch(/^Skips of reports/);
  expect(await draw({ show: "no such picture" })).toMatch(/^Intakes/);
});

test("what is drawn twice is the same, byte by byte", async () => {
  const element = await figure(named("events-over-time"), {});
  expect(drawn(element, held().document, "one")).toBe(drawn(element, held().document, "one"));
});

test("ids of several figures of a document are different", async () => {
  const elements = await Promise.all(["events-over-time", "pathways", "lifecycle"].map((id) => figure(named(id), {})));
  const texts = [...elements, ...elements].map((element, i) => drawn(element, held().document, `figure-${i}`));
  const ids = [...parsed(texts.join("")).querySelectorAll("[id]")].map(({ id }) => id);
  expect(ids.length).toBeGreaterThan(6);
  expect(new Set(ids).size).toBe(ids.length);
});
