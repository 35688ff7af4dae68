import fc from "fast-check";
import { expect, test } from "vitest";
import { runs } from "../../testing/runs";
import { cubes, models, pairs, shares, twoWay } from "./arbitrary";
import { recoveredByForce, recoveredBySolver } from "./attacker";
import { audit } from "./audit";
import { complement, type Model } from "./model";
import { primary, type Profile } from "./profile";
import { isHidden, type Published, published, type Verdict } from "./published";
import { suppress } from "./suppress";

const zeros = fc.constantFrom("shown" as const, "hidden" as const);
const profiles = {
  cms: zeros.map((zeros): Profile => ({ kind: "cms", smallest: 11, zeros })),
  rounded: zeros.map((zeros): Profile => ({ kind: "rounded", zeros })),
  five: zeros.map((zeros): Profile => ({ kind: "five", zeros })),
};
const any = fc.oneof(...Object.values(profiles));
const cms: Profile = { kind: "cms", smallest: 11, zeros: "shown" };

function publish(model: Model, profile: Profile, earlier: readonly Published[] = [], digest = "a"): Published {
  const outcome = suppress(model, { digest, profile, earlier });
  expect(outcome.unprotected).toEqual([]);
  return published({ name: `report ${earlier.length + 1}`, digest, profile }, model, outcome);
}

/** As if only what is small were hidden, or nothing. */
function careless(model: Model, profile: Profile, hide = true): Published {
  const counts = new Map(
    model.counts.map(({ id, value }): [string, Verdict] => [
      id,
      hide && primary(profile, value) ? { hidden: "small" } : { shown: value },
    ]),
  );
  return published({ name: "careless", digest: "a", profile }, model, { counts });
}

test.for(Object.entries(profiles))(
  "an attacker recovers nothing of 1,000 tables, nor after new data: %s",
  ([, profile]) => {
    fc.assert(
      fc.property(pairs(), profile, ([now, later], profile) => {
        const first = publish(now, profile);
        const second = publish(later, profile, [first], "b");
        expect(recoveredByForce([first, second])).toEqual([]);
        expect(audit([first, second])).toEqual([]);
      }),
      runs(1000),
    );
  },
);

test("a second report of the same data, which shows other counts, gives nothing away either", () => {
  const shown = fc.array(fc.boolean(), { minLength: 16, maxLength: 16 });
  fc.assert(
    fc.property(models(), any, shown, shown, (model, profile, one, other) => {
      const partly = (which: readonly boolean[]): Model => ({
        ...model,
        counts: model.counts.map((count, i) => ({ ...count, shown: which[i % 16] ?? true })),
      });
      const first = publish(partly(one), profile);
      const reports = [first, publish(partly(other), profile, [first])];
      expect(recoveredByForce(reports)).toEqual([]);
      expect(audit(reports)).toEqual([]);
    }),
    runs(300),
  );
});

test("the audit finds what brute force finds, and nothing else, where only what is small is hidden", () => {
  let recovered = 0;
  fc.assert(
    fc.property(models(), any, (model, profile) => {
      const report = careless(model, profile);
      const found = audit([report]).map(({ id, digest }) => `${digest} ${id}`);
      expect(found.toSorted()).toEqual(recoveredByForce([report]).toSorted());
      recovered += found.length;
    }),
    runs(1000),
  );
  expect(recovered).toBeGreaterThan(500);
});

test("the audit finds what a second report gives away that does not heed the first", () => {
  let recovered = 0;
  fc.assert(
    fc.property(pairs(), any, ([now, later], profile) => {
      const reports = [publish(now, profile), { ...careless(later, profile), digest: "b" }];
      const found = audit(reports).map(({ id, digest }) => `${digest} ${id}`);
      expect(found.toSorted()).toEqual(recoveredByForce(reports).toSorted());
      recovered += found.length;
    }),
    runs(300),
  );
  expect(recovered).toBeGreaterThan(100);
});

test("where a count is in three sums, the solver recovers nothing either", () => {
  fc.assert(
    fc.property(cubes(3), profiles.cms, (model, profile) => {
      const report = publish(model, profile);
      expect(recoveredBySolver([report])).toEqual([]);
      expect(audit([report])).toEqual([]);
    }),
    runs(8, 200),
  );
});

test("something is hidden only where something must be", () => {
  fc.assert(
    fc.property(models(), any, (model, profile) => {
      const { counts } = suppress(model, { digest: "a", profile, earlier: [] });
      const must = model.counts.some(({ value }) => primary(profile, value) !== null);
      expect([...counts.values()].some(isHidden)).toBe(must);
    }),
    runs(300),
  );
});

test("the order in which counts and sums are given changes nothing", () => {
  const shuffled = models().chain((model) =>
    fc
      .tuple(
        fc.shuffledSubarray(model.counts, { minLength: model.counts.length }),
        fc.shuffledSubarray(model.sums, { minLength: model.sums.length }),
        fc.shuffledSubarray(model.belows, { minLength: model.belows.length }),
      )
      .map(([counts, sums, belows]) => ({
        model,
        other: { ...model, counts, sums: sums.map((sum) => ({ ...sum, parts: sum.parts.toReversed() })), belows },
      })),
  );
  fc.assert(
    fc.property(shuffled, any, ({ model, other }, profile) => {
      const [one, two] = [model, other].map((each) => suppress(each, { digest: "a", profile, earlier: [] }));
      expect(two?.counts).toEqual(one?.counts);
    }),
    runs(300),
  );
});

const hiddenOf = (model: Model, profile: Profile = cms) => {
  const { counts, dependents } = suppress(model, { digest: "a", profile, earlier: [] });
  const ids = (map: ReadonlyMap<string, object>) =>
    [...map].flatMap(([id, of]) => ("hidden" in of ? [id] : [])).toSorted();
  return { counts: ids(counts), dependents: ids(dependents) };
};

test("with a small cell goes the least that closes a circle through it", () => {
  const table = twoWay([
    [3, 40, 50],
    [60, 20, 70],
    [80, 90, 30],
  ]);
  expect(hiddenOf(table).counts).toEqual(["0|0", "0|1", "1|0", "1|1"]);
});

test("97 of 100 tells of 3, so that it is hidden and its share with it", () => {
  const { counts, dependents } = hiddenOf(shares(100, [97, 50], true));
  expect(counts).toEqual(["0", "not 0"]);
  expect(dependents).toEqual(["share 0"]);
});

test("a share of a known whole gives away a count that nobody prints", () => {
  const all = { id: "all", value: 100, shown: true, grows: false };
  const some = { id: "some", value: 97, shown: false, grows: false };
  const rest = complement("rest", all, [some]);
  const model: Model = {
    counts: [all, some, rest.count],
    sums: [rest.sum],
    belows: [],
    dependents: [{ id: "share", on: ["some", "all"], pins: true }],
  };
  expect(hiddenOf(model)).toEqual({ counts: ["rest", "some"], dependents: ["share"] });
  expect(hiddenOf({ ...model, dependents: [] }).counts).toEqual(["rest"]);
});

test("one who knows the rule knows that something of what is hidden is small", () => {
  const count = (id: string, value: number) => ({ id, value, shown: true, grows: false });
  const model: Model = {
    counts: [count("a", 10), count("b", 30), count("all", 40), count("low", 15), count("high", 30)],
    sums: [{ total: "all", parts: ["a", "b"] }],
    belows: [
      { less: "low", more: "b" },
      { less: "b", more: "high" },
    ],
    dependents: [],
  };
  const report = { name: "one", digest: "a", profile: cms };
  const hide = (ids: string[]) =>
    published(report, model, {
      counts: new Map(
        model.counts.map(({ id, value }) => [id, ids.includes(id) ? { hidden: "small" } : { shown: value }]),
      ),
    });
  expect(audit([hide(["a", "b"])]).map(({ id }) => id)).toEqual(["a", "b"]);
  expect(recoveredByForce([hide(["a", "b"])])).toEqual(["a a", "a b"]);
  expect(audit([publish(model, cms)])).toEqual([]);
});

test("what an earlier report gives away is named, with the facts that do", () => {
  const count = (id: string, value: number) => ({ id, value, shown: true, grows: false });
  const first: Model = { counts: [count("all", 100), count("women", 97)], sums: [], belows: [], dependents: [] };
  const second: Model = {
    counts: [count("all", 100), count("men", 3), count("women", 97), count("other", 500)],
    sums: [{ total: "all", parts: ["men", "women"] }],
    belows: [],
    dependents: [],
  };
  const earlier = [publish(first, cms)];
  const outcome = suppress(second, { digest: "a", profile: cms, earlier });
  expect(outcome.unprotected).toEqual(["men"]);
  expect(outcome.counts.get("other")).toEqual({ shown: 500 });
  const report = published({ name: "second", digest: "a", profile: cms }, second, outcome);
  expect(audit([...earlier, report])).toEqual([
    {
      id: "men",
      digest: "a",
      value: 3,
      proved: true,
      by: [
        { report: "report 1", id: "all", says: 100 },
        { report: "second", id: "all", says: 100 },
        { report: "report 1", id: "women", says: 97 },
        { report: "second", id: "women", says: 97 },
      ],
    },
  ]);
});

test("a model that contradicts itself is refused", () => {
  const table = twoWay([[3, 40]]);
  const wrong = { ...table, counts: table.counts.map((count) => ({ ...count, value: count.value + 1 })) };
  expect(() => suppress(wrong, { digest: "a", profile: cms, earlier: [] })).toThrow("is not the sum of its parts");
});

test("without a rule nothing is hidden", () => {
  expect(hiddenOf(twoWay([[3, 40]]), { kind: "none", reason: "the patients' own team" }).counts).toEqual([]);
});
