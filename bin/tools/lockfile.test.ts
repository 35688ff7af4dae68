import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { inRoot } from "./project.mjs";

type Entry = { version?: string; optionalDependencies?: Record<string, string> };
type Manifest = { dependencies: Record<string, string>; devDependencies: Record<string, string> };

const manifest: Manifest = JSON.parse(await readFile(inRoot("package.json"), "utf8"));
const text = await readFile(inRoot("package-lock.json"), "utf8");
const { packages }: { packages: Record<string, Entry> } = JSON.parse(text);

test("every dependency is pinned to one version, and the lockfile has that one", () => {
  for (const [name, version] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })) {
    expect(version, name).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
    expect(packages[`node_modules/${name}`]?.version, name).toBe(version);
  }
});

test("the lockfile names no registry and no machine", () => {
  expect(text.match(/"(resolved|link)":.*/g)).toBeNull();
});

test("the lockfile knows the packages of platforms other than this one", () => {
  const wanted = Object.values(packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}));
  const known = new Set(Object.keys(packages).map((place) => place.split("node_modules/").at(-1)));
  expect(wanted.filter((name) => !known.has(name))).toEqual([]);
});
