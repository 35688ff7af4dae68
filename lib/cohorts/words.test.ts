import { expect, test } from "vitest";
import { type Cohort, cohortOf } from "./cohort";
import { versionWords } from "./words";

const women: Cohort = cohortOf({ name: "c", criteria: [{ kind: "trait", trait: "sex", among: ["female"] }] });

test("a version tells what came and what went since the one before", () => {
  expect(versionWords(women, undefined)).toBe("first event while observed, 1 criterion");
  const young = {
    ...women,
    criteria: [
      ...women.criteria,
      cohortOf({ name: "c", criteria: [{ kind: "age", is: { below: 60 } }] }).criteria,
    ].flat(),
  };
  expect(versionWords(young, women)).toBe("2 criteria; now less than 60 years old at the index");
  expect(versionWords({ ...women, criteria: [] }, women)).toBe("no criteria; no longer sex female");
  expect(versionWords({ ...young, criteria: young.criteria.toReversed() }, young)).toBe("2 criteria, in another order");
  expect(versionWords({ ...women, exit: { days: 90 } }, women)).toBe(
    "1 criterion; now until 90 days after it or the end of observation, whichever comes first; no longer until observation ends",
  );
});
