import { z } from "zod";

/** What is saved under a name, as it was at each time it was saved, the latest last. */
export type Versioned<T> = { name: string; versions: readonly { savedAt: string; saved: T }[] };

/** Versions that are kept of one thing. */
const most = 20;

/** The first of “Board 1”, “Board 2” … that nothing is called. */
export function unnamed(word: string, taken: readonly string[]): string {
  let n = 1;
  while (taken.includes(`${word} ${n}`)) n += 1;
  return `${word} ${n}`;
}

/** As it was saved last. */
export const latest = <T>({ versions }: Versioned<T>): T | undefined => versions.at(-1)?.saved;

/** Which version something is of what was saved under its name, counted from 1, and of how many. */
export type OlderVersion = { version: number; of: number; savedAt: string };

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Which older version something is; null where it is the latest, or none. */
export function olderVersion<T extends { name: string }>(all: readonly Versioned<T>[], given: T): OlderVersion | null {
  const versions = all.find(({ name }) => name === given.name)?.versions ?? [];
  const at = versions.findLastIndex(({ saved }) => same(saved, given));
  const savedAt = versions[at]?.savedAt;
  return savedAt === undefined || at === versions.length - 1 ? null : { version: at + 1, of: versions.length, savedAt };
}

/** What is said once something is saved: its version, or that it was saved so already. */
export function savedWords<T extends { name: string }>(all: readonly Versioned<T>[], given: T): string {
  const before = all.find(({ name }) => name === given.name);
  if (before && same(latest(before), given)) return "Already saved as it is.";
  const version = Math.min(most, (before?.versions.length ?? 0) + 1);
  return version === 1 ? "Saved." : `Saved as version ${version}.`;
}

/** What is saved with another version of one of it; the same again is no other version. */
export function withVersion<T extends { name: string }>(
  all: readonly Versioned<T>[],
  saved: T,
  savedAt: string,
): Versioned<T>[] {
  const before = all.find(({ name }) => name === saved.name);
  if (before && same(latest(before), saved)) return [...all];
  const next = { name: saved.name, versions: [...(before?.versions ?? []), { savedAt, saved }].slice(-most) };
  return before ? all.map((one) => (one === before ? next : one)) : [...all, next];
}

/** What was kept or came with a study of things of that shape, one of each name, the last; one that stands by itself is its only version. */
export function versionedAmong<T extends { name: string }>(
  given: readonly unknown[],
  shape: z.ZodType<T>,
): Versioned<T>[] {
  const whole = z.object({
    name: z.string(),
    versions: z.array(z.looseObject({ savedAt: z.string(), saved: z.unknown() })).min(1),
  });
  const found = given.flatMap((one): Versioned<T>[] => {
    const read = whole.safeParse(one);
    if (read.success) {
      const versions = read.data.versions.flatMap(({ savedAt, saved }) => {
        const own = shape.safeParse(saved);
        return own.success ? [{ savedAt, saved: own.data }] : [];
      });
      return versions.length > 0 ? [{ name: read.data.name, versions }] : [];
    }
    const alone = shape.safeParse(one);
    return alone.success ? [{ name: alone.data.name, versions: [{ savedAt: "", saved: alone.data }] }] : [];
  });
  return [...new Map(found.map((one) => [one.name, one])).values()];
}

/** The same with every version as `to` makes it. */
export const versionsAs = <T>(all: readonly Versioned<T>[], to: (saved: T) => T): Versioned<T>[] =>
  all.map(({ name, versions }) => ({
    name,
    versions: versions.map(({ savedAt, saved }) => ({ savedAt, saved: to(saved) })),
  }));

/** The versions that pass, of what has any. */
export const versionsThat = <T>(all: readonly Versioned<T>[], passes: (saved: T) => boolean): Versioned<T>[] =>
  all
    .map(({ name, versions }) => ({ name, versions: versions.filter(({ saved }) => passes(saved)) }))
    .filter(({ versions }) => versions.length > 0);
