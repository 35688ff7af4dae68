import { expect, test } from "vitest";
import { queue } from "./queue";

const after = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test("one task at a time, urgent ones first, and what fails or is aborted holds nobody up", async () => {
  const enqueue = queue();
  const done: string[] = [];
  let running = 0;
  const task = (name: string) => async () => {
    expect(++running).toBe(1);
    await after(1);
    done.push(name);
    running--;
    return name;
  };
  const stop = new AbortController();
  const first = enqueue(task("first"));
  const failing = enqueue(async () => {
    throw new RangeError("no");
  });
  const second = enqueue(task("second"));
  const aborted = enqueue(task("aborted"), { signal: stop.signal });
  const urgent = enqueue(task("urgent"), { urgent: true });
  stop.abort();
  await expect(failing).rejects.toThrow(RangeError);
  await expect(aborted).rejects.toMatchObject({ failure: { kind: "cancelled" } });
  expect(await Promise.all([first, second, urgent])).toEqual(["first", "second", "urgent"]);
  expect(done).toEqual(["first", "urgent", "second"]);
  expect(await enqueue(task("later"))).toBe("later");
});

test("between the tasks of something urgent nothing else begins", async () => {
  const enqueue = queue();
  const done: string[] = [];
  const task = (name: string) => async () => {
    await after(1);
    done.push(name);
  };
  const asked = (async () => {
    for (const name of ["one", "two", "three"]) {
      await enqueue(task(name), { urgent: true });
    }
  })();
  await Promise.all([asked, enqueue(task("aside"))]);
  expect(done).toEqual(["one", "two", "three", "aside"]);
});

test("what is in the background begins when nobody waits and nothing urgent was asked for a second", async () => {
  const enqueue = queue();
  const done: string[] = [];
  const task = (name: string) => async () => void done.push(name);
  await enqueue(task("at once"), { background: true });
  await enqueue(task("urgent"), { urgent: true });
  const asked = performance.now();
  const behind = enqueue(task("behind"), { background: true });
  await enqueue(task("aside"));
  await enqueue(task("more"), { urgent: true });
  await behind;
  expect(done).toEqual(["at once", "urgent", "aside", "more", "behind"]);
  expect(performance.now() - asked).toBeGreaterThan(900);
});
