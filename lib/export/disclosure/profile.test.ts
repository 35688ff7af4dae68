import { expect, test } from "vitest";
import { twoWay } from "./arbitrary";
import { ranges } from "./audit";
import { primary, type Profile, profileSchema, profileWords, standsFor, told } from "./profile";
import { published } from "./published";
import { suppress } from "./suppress";

const rounded = profileSchema.parse({ kind: "rounded" });

test("a threshold can be set higher and not lower, and no rule needs a reason", () => {
  expect(profileSchema.parse({ kind: "cms", smallest: 20 })).toEqual({ kind: "cms", smallest: 20, zeros: "shown" });
  expect(profileSchema.safeParse({ kind: "cms", smallest: 10 }).success).toBe(false);
  expect(profileSchema.safeParse({ kind: "none", reason: " " }).success).toBe(false);
});

test("a rounded number stands for every count that is printed so, and for no other", () => {
  for (let count = 8; count < 200; count += 1) {
    const [least, greatest] = standsFor(rounded, told(rounded, count));
    expect(count >= least && count <= greatest).toBe(true);
    expect(told(rounded, least)).toBe(told(rounded, greatest));
  }
  expect(standsFor(rounded, 0)).toEqual([0, 0]);
  expect([0, 1, 7, 8].map((count) => primary(rounded, count))).toEqual([null, "small", "small", null]);
});

test("a report states its rule", () => {
  const words = (profile: unknown) => profileWords(profileSchema.parse(profile));
  expect(words({ kind: "cms" })).toBe(
    "Counts of 1 to 10 patients are not shown, nor what they could be worked out from.",
  );
  expect(words({ kind: "rounded", zeros: "hidden" })).toMatch(/^Counts of 0 to 7 .* rounded to the nearest 5/);
  expect(words({ kind: "none", reason: "own team" })).toBe("Counts are exact; nothing is hidden. Reason: own team");
});

test("what a reader can tell of a hidden count lies between a least and a greatest number", () => {
  const profile: Profile = { kind: "cms", smallest: 11, zeros: "shown" };
  const model = twoWay([
    [3, 40],
    [60, 20],
  ]);
  const outcome = suppress(model, { digest: "a", profile, earlier: [] });
  const found = ranges([published({ name: "one", digest: "a", profile }, model, outcome)]);
  expect(found.map(({ id, least, greatest }) => [id, least, greatest])).toEqual([
    ["0|0", 1, 42],
    ["0|1", 1, 42],
    ["1|0", 21, 62],
    ["1|1", 18, 59],
  ]);
});
