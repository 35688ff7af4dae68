import { numberIn, type ReferenceCase, type ReferenceRow } from "./reference";

type Ours = Readonly<Record<string, unknown>>;

/** Rows of a table under their key, repeated keys numbered in order. */
function keyed<R>(rows: readonly R[], keyOf: (row: R) => string): Map<string, R> {
  const found = new Map<string, R>();
  for (const row of rows) {
    const key = keyOf(row);
    let n = 1;
    while (found.has(`${key} #${n}`)) n++;
    found.set(`${key} #${n}`, row);
  }
  return found;
}

/** What differs between a table that R computed and ours, in words; rows that only one of them has are differences too. */
export function differences(
  { key, values, within }: ReferenceCase,
  ours: readonly Ours[],
  theirs: readonly ReferenceRow[],
): string[] {
  const [here, there] = [
    keyed(ours, (row) => key.map(([name]) => String(row[name])).join(" ")),
    keyed(theirs, (row) => key.map(([, name]) => (row[name] ?? "").trim()).join(" ")),
  ];
  const missing = [...there.keys()].filter((name) => !here.has(name)).map((name) => `${name}: only in the reference`);
  const extra = [...here.keys()].filter((name) => !there.has(name)).map((name) => `${name}: not in the reference`);
  const other = [...there].flatMap(([name, row]) => {
    const mine = here.get(name);
    if (!mine) return [];
    return values.flatMap(([ours, of]) => {
      const given = mine[ours];
      const value = given === null || given === undefined || given === "" ? null : Number(given);
      const expected = numberIn(row, of);
      const same = value === null || expected === null ? value === expected : Math.abs(value - expected) <= within;
      return same ? [] : [`${name}: ${ours} is ${value}, not ${expected}`];
    });
  });
  return [...missing, ...extra, ...other];
}
