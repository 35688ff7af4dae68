import { expectAccessible } from "./support/axe";
import { written } from "./support/files";
import { expect, test } from "./support/demo";
import { asked, closePanel, expectSame, goTo, savedCsv } from "./support/history";
import { overflow } from "./support/layout";

const demo = ["public/demo/events.parquet"];
const cohort = written(
  "cohort.json",
  JSON.stringify({
    name: "Young starters",
    entry: { kind: "event", event: { types: ["TreatmentPrescribed"], items: ["letrozole"] } },
    criteria: [
      { kind: "trait", trait: "sex", among: ["female"] },
      { kind: "age", is: { below: 60 } },
      { kind: "trait", trait: "prior_treatment", among: ["chemotherapy"] },
      { kind: "observed", after: 180 },
    ],
  }),
);

test("women under 60 who started letrozole, had chemotherapy before and were observed for 180 days: built from nothing by keys, and asked about everywhere", async ({
  page,
}) => {
  test.slow();
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Cohorts" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Cohorts" })).toBeVisible();
  await expect(
    page.getByRole("heading", { level: 2, name: "500 of 500 patients (100 %) are members of the cohort" }),
  ).toBeVisible();
  const { keyboard } = page;

  await page.getByRole("textbox", { name: "Name", exact: true }).focus();
  await keyboard.press("ControlOrMeta+a");
  await keyboard.type("Young starters");
  await keyboard.press("Enter");

  /** Chooses values in the list behind a chip. */
  const among = async (chip: RegExp, ...values: string[]) => {
    await page.getByRole("button", { name: chip }).focus();
    await keyboard.press("Enter");
    for (const value of values) {
      const search = page.getByRole("combobox", { name: /^Search/ });
      await search.fill(value);
      await expect(page.getByRole("option")).toHaveCount(1);
      await keyboard.press("ArrowDown");
      await expect(search).toHaveAttribute("aria-activedescendant", /./);
      await keyboard.press("Enter");
    }
    await expect(page.getByRole("option", { selected: true })).toHaveCount(values.length);
    // The first one empties the search.
    await expect(async () => {
      await keyboard.press("Escape");
      await expect(page.getByRole("combobox", { name: /^Search/ })).toHaveCount(0, { timeout: 500 });
    }).toPass();
  };
  await among(/^Entry event: any event/, "TreatmentPrescribed");
  await among(/^Entry event: of: anything/, "letrozole");

  const criteria = page.getByRole("region", { name: "Criteria" });
  /** Adds a criterion of a kind, as the last. */
  const add = async (kind: string) => {
    await criteria.getByRole("button", { name: "Add a criterion" }).focus();
    await keyboard.press("Enter");
    const select = criteria.getByRole("button", { name: /Kind of criterion$/ }).last();
    await select.focus();
    await keyboard.press("Enter");
    await keyboard.type(kind);
    await keyboard.press("Enter");
    await expect(page.getByRole("listbox")).toHaveCount(0);
  };
  const choose = async (label: string, option: string) => {
    await criteria
      .getByRole("button", { name: new RegExp(`${label}$`) })
      .last()
      .focus();
    await keyboard.press("Enter");
    await keyboard.type(option);
    await keyboard.press("Enter");
    await expect(page.getByRole("listbox")).toHaveCount(0);
  };
  await add("a trait");
  await choose("Trait", "sex");
  await among(/^Is one of: any value/, "female");
  await add("age");
  await add("a trait");
  await choose("Trait", "prior treatment");
  await among(/^Is one of: any value/, "chemotherapy");
  await add("time observed");

  await expect(
    page.getByText(
      "Patients from their first treatment prescribed (letrozole) while observed, which is the index day; sex female; less than 60 years old at the index; prior treatment chemotherapy; observed 180 days after the index day; until observation ends.",
    ),
  ).toBeVisible();
  const cells = await asked("attrition", demo, {}, ["--cohort", cohort]);
  const told = cells.slice(1).map((line) => line.split(",").at(-2));
  const members = told.at(-1);
  expect(Number(members)).toBeGreaterThan(5);
  await expect(page.getByRole("heading", { level: 2, name: `${members} of 500 patients` })).toBeVisible();
  expect(await savedCsv(page)).toEqual(cells);
  await expectAccessible(page);

  // Each step lists its patients.
  const lost = page.getByRole("button", { name: /lost at step 3/ });
  const many = /^(\d+) lost/.exec((await lost.getAttribute("aria-label")) ?? "")?.[1];
  await lost.focus();
  await keyboard.press("Enter");
  await expect(page.getByRole("dialog").getByText(new RegExp(`^${many} patients?`))).toBeVisible();
  await closePanel(page);

  // Back undoes one step.
  await page.goBack();
  await expect(page.getByText(/prior treatment chemotherapy; observed/)).toHaveCount(0);
  await page.goForward();
  await expect(page.getByText(/prior treatment chemotherapy; observed 180 days/)).toBeVisible();

  await page.getByRole("button", { name: "Save", exact: true }).press("Enter");
  await expect(page.getByText("Saved.", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Use in every figure" }).press("Enter");
  await expect(page.getByRole("button", { name: "Cohorts: Young starters" })).toBeVisible();
  for (const insight of ["persistence", "events-over-time"]) {
    await goTo(page, insight);
    await expect(page).toHaveURL(/#.*cohort=/);
    await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
    expectSame(await savedCsv(page), await asked(insight, demo, {}, ["--cohort", cohort]));
  }
});

test("patients behind a mark become a cohort whose ids no address tells, beside another in every figure", async ({
  page,
  seen,
}) => {
  test.slow();
  await goTo(page, "attrition");
  await page.getByRole("button", { name: /kept at step 0/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "These patients as a cohort" }).click();
  await expect(
    page.getByRole("heading", { level: 2, name: "500 of 500 patients (100 %) are members of the cohort" }),
  ).toBeVisible();
  const ids = page.getByRole("textbox", { name: /^Ids/ });
  await expect(ids).toHaveValue(/^P00001\nP00002\n/);
  await ids.fill("P00003, P00004;P00005 \n nobody");
  await page.getByRole("button", { name: "Use these" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "3 of 500 patients" })).toBeVisible();
  await page.getByRole("button", { name: "Use in every figure" }).click();

  await page.getByRole("button", { name: "New cohort" }).click();
  await page.getByRole("button", { name: "Use in every figure" }).click();
  await goTo(page, "adherence-over-time");
  await expect(page.getByRole("button", { name: /^Cohorts: A · .*, B · Cohort 1$/ })).toBeVisible();
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
  const groups = new Set((await savedCsv(page)).slice(1).map((line) => line.split(",").at(1)));
  expect(groups.size).toBe(2);
  expect(page.url()).not.toContain("P0000");
  expect(seen.requests.filter((address) => /P0000|cohort=/.test(address))).toEqual([]);
  await expectAccessible(page);

  await page.setViewportSize({ width: 375, height: 800 });
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("dialog").getByRole("link", { name: "Cohorts" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Cohorts" })).toBeVisible();
  await expect.poll(() => overflow(page)).toBe(0);
  await expectAccessible(page);
});

test("everybody in two periods, by keys: the difference under the figure is the command's", async ({ page }) => {
  test.slow();
  await goTo(page, "retention");
  const { keyboard } = page;
  await page.getByRole("button", { name: /^Cohorts: Everybody/ }).press("Enter");
  await page.getByRole("button", { name: "Two periods…" }).press("Enter");
  const day = page.getByRole("spinbutton", { name: /^day/ });
  await expect(day).toBeFocused();
  await expect(page.getByText("The day that comes nearest to halving those who enter.")).toBeVisible();
  await keyboard.type("01052025");
  await page.getByRole("button", { name: "Compare the two" }).press("Enter");
  const [until, from] = ["A · Everybody until 30 Apr 2025", "B · Everybody from 1 May 2025"];
  await expect(page.getByRole("button", { name: `Cohorts: ${until}, ${from}` })).toBeFocused();
  const difference = page.getByRole("region", { name: "Difference", exact: true });
  await expect(
    difference.getByRole("heading", { name: new RegExp(`^${from} less ${until}: [+−]?[0-9.]+ points`) }),
  ).toBeVisible();
  await expect(
    page.getByText(/^At their index days these cohorts differ most in .* See their characteristics$/),
  ).toBeVisible();
  await expectAccessible(page);

  const cohortFile = (name: string, period: object) => [
    "--cohort",
    written(`${name}.json`, JSON.stringify({ name, entry: { kind: "event", ...period } })),
  ];
  const told = await asked("retention", demo, {}, [
    ...cohortFile(until, { until: "2025-04-30" }),
    ...cohortFile(from, { from: "2025-05-01" }),
    "--rows",
    "difference",
  ]);
  expect(told.length).toBeGreaterThan(5);
  await page.getByRole("button", { name: "Table", exact: true }).click();
  expectSame(await savedCsv(page, "CSV of differences"), told);
  await page.setViewportSize({ width: 375, height: 800 });
  await expect.poll(() => overflow(page)).toBe(0);

  // Everybody again: the menu keeps the focus, and the periods stay choosable.
  await page.getByRole("button", { name: `Cohorts: ${until}, ${from}` }).press("Enter");
  await page.getByRole("button", { name: "Everybody", exact: true }).press("Enter");
  await expect(page.getByRole("option", { selected: true })).toHaveCount(0);
  await expect(page.getByRole("option", { name: /^Everybody until 30 Apr 2025/ })).toBeVisible();
  await keyboard.press("Escape");
  await expect(page.getByRole("option")).toHaveCount(0);
  await page.getByRole("button", { name: /^Cohorts: Everybody, / }).press("Enter");
  await page.getByRole("option", { name: /^Everybody from 1 May 2025/ }).press("Enter");
  await expect(page.getByRole("button", { name: "Cohorts: Everybody from 1 May 2025" })).toBeAttached();
});
