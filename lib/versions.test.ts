import { describe, expect, test } from "vitest";
import { z } from "zod";
import { latest, olderVersion, savedWords, unnamed, versionedAmong, versionsThat, withVersion } from "./versions";

const shape = z.strictObject({ name: z.string(), n: z.number() });
const saved = [0, 1, 1, 2].reduce(
  (all, n, i) => withVersion(all, { name: "a", n }, `t${i}`),
  withVersion([], { name: "b", n: 7 }, "t"),
);

describe("what is saved with its versions", () => {
  test("has each version once, the latest last, and what it stands beside as it was", () => {
    expect(saved.map(({ name }) => name)).toEqual(["b", "a"]);
    expect(saved[1]?.versions).toEqual([
      { savedAt: "t0", saved: { name: "a", n: 0 } },
      { savedAt: "t1", saved: { name: "a", n: 1 } },
      { savedAt: "t3", saved: { name: "a", n: 2 } },
    ]);
    expect(saved.map(latest)).toEqual([
      { name: "b", n: 7 },
      { name: "a", n: 2 },
    ]);
  });

  test("tells an older version from the latest and from what was never saved", () => {
    expect(olderVersion(saved, { name: "a", n: 1 })).toEqual({ version: 2, of: 3, savedAt: "t1" });
    expect(olderVersion(saved, { name: "a", n: 2 })).toBeNull();
    expect(olderVersion(saved, { name: "a", n: 9 })).toBeNull();
    expect(olderVersion(saved, { name: "c", n: 1 })).toBeNull();
    const again = withVersion(saved, { name: "a", n: 1 }, "t4");
    expect(olderVersion(again, { name: "a", n: 1 })).toBeNull();
    expect(olderVersion(again, { name: "a", n: 2 })).toEqual({ version: 3, of: 4, savedAt: "t3" });
  });

  test("says as what it is saved", () => {
    expect(savedWords(saved, { name: "c", n: 1 })).toBe("Saved.");
    expect(savedWords(saved, { name: "a", n: 1 })).toBe("Saved as version 4.");
    expect(savedWords(saved, { name: "a", n: 2 })).toBe("Already saved as it is.");
  });

  test("gets the first name that is free", () => {
    expect(unnamed("Board", [])).toBe("Board 1");
    expect(unnamed("Board", ["Board 1", "Board 3"])).toBe("Board 2");
  });

  test("keeps twenty", () => {
    let all = saved;
    for (let n = 10; n < 40; n++) all = withVersion(all, { name: "a", n }, "t");
    expect(all[1]?.versions).toHaveLength(20);
    expect(all[1] && latest(all[1])).toEqual({ name: "a", n: 39 });
  });

  test("is the same read back from JSON; what stands by itself is its only version, what is none is left out", () => {
    const given: unknown[] = JSON.parse(JSON.stringify(saved));
    expect(versionedAmong(given, shape)).toEqual(saved);
    const older = {
      name: "a",
      versions: [{ savedAt: "t", saved: { n: "of another shape" } }, ...(saved[1]?.versions ?? [])],
    };
    expect(versionedAmong([older], shape)).toEqual([saved[1]]);
    expect(versionedAmong([3, { name: "c" }, { name: "d", n: 1 }, ...given, ...given], shape)).toEqual([
      { name: "d", versions: [{ savedAt: "", saved: { name: "d", n: 1 } }] },
      ...saved,
    ]);
  });

  test("loses the versions that do not pass, and what has no other", () => {
    expect(versionsThat(saved, ({ n }) => n === 1)).toEqual([
      { name: "a", versions: [{ savedAt: "t1", saved: { name: "a", n: 1 } }] },
    ]);
  });
});
