import { expect, test } from "vitest";
import { twoWay } from "./arbitrary";
import { audit } from "./audit";
import { complement, type Model } from "./model";
import type { Profile } from "./profile";
import { published } from "./published";
import { suppress } from "./suppress";

const cms: Profile = { kind: "cms", smallest: 11, zeros: "shown" };

/** A table of this many cells, one in seven of them small, each with its share of the row. */
function large(rows: number, columns: number): Model {
  let state = 7;
  const next = (below: number) => {
    state = (state * 1103515245 + 12345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * below);
  };
  const values = Array.from({ length: rows }, () =>
    Array.from({ length: columns }, () => (next(7) === 0 ? next(11) : 11 + next(300))),
  );
  const table = twoWay(values);
  const whole = new Map(table.counts.map((count) => [count.id, count]));
  const rests = table.counts.flatMap((count) => {
    const all = whole.get(`${count.id.split("|")[0]}|all`);
    return all && !count.id.includes("all")
      ? [{ of: count.id, all, ...complement(`not ${count.id}`, all, [count]) }]
      : [];
  });
  return {
    ...table,
    counts: [...table.counts, ...rests.map(({ count }) => count)],
    sums: [...table.sums, ...rests.map(({ sum }) => sum)],
    dependents: rests.map(({ of, all }) => ({ id: `share ${of}`, on: [of, all.id], pins: true })),
  };
}

/** Processor time of protecting and auditing, in milliseconds: the least of two. */
function cost(rows: number, columns: number): number {
  const model = large(rows, columns);
  const once = () => {
    const before = process.cpuUsage();
    const outcome = suppress(model, { digest: "a", profile: cms, earlier: [] });
    expect(audit([published({ name: "one", digest: "a", profile: cms }, model, outcome)])).toEqual([]);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
  return Math.min(once(), once());
}

test("a table of 2,000 cells costs at most eight times one of 1,000, and that at most five seconds", () => {
  const [one, two] = [cost(25, 40), cost(50, 40)];
  expect(one).toBeLessThan(5000);
  expect(two / one).toBeLessThan(8);
});
