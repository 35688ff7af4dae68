import fc from "fast-check";
import { expect, test } from "vitest";
import { runs } from "../testing/runs";
import { dealt, deals, histories, identified, moments, ties } from "./resolve/histories";
import { eventsOf, type Files, inForce, said } from "./resolve/model";
import { latestRecorded } from "./resolve/rule";
import { counted, standings } from "./resolve/standings";

/** What the definition says, held against what it is to promise; that files one at a time are the same as all at once needs no test here, since it knows no other way: see histories.test.ts, which holds the database against it after each file. */
const at = (files: Files, moment: number) =>
  inForce(files, latestRecorded, moment)
    .map((row) => JSON.stringify(row))
    .toSorted();
const counts = (files: Files) => counted(standings(files).flat());
const many = runs(1000, 10_000);

test("what comes twice is there once, and its rows are duplicates", () => {
  fc.assert(
    fc.property(histories, (files) => {
      for (const moment of moments) expect(at([...files, ...files], moment)).toEqual(at(files, moment));
      const again = standings([...files, ...files])
        .slice(files.length)
        .flat();
      expect(new Set([...again, "duplicates", "quarantined"]).size).toBe(2);
    }),
    many,
  );
});

test("neither the order of files nor, of what has an id or a position, their split counts", () => {
  fc.assert(
    fc.property(histories, deals, (files, deal) => {
      const rows = identified(files);
      for (const moment of moments) {
        expect(at(files.toReversed(), moment)).toEqual(at(files, moment));
        expect(at(dealt(rows, deal), moment)).toEqual(at([rows], moment));
      }
      expect(counts(files.toReversed())).toEqual(counts(files));
      expect(counts(dealt(rows, deal))).toEqual(counts([rows]));
    }),
    many,
  );
});

test("nothing that was recorded later touches an earlier view", () => {
  fc.assert(
    fc.property(histories, fc.constantFrom(...moments), (files, moment) => {
      const before = files.map((rows) => rows.filter(({ recorded }) => recorded <= moment));
      expect(at(files, moment)).toEqual(at(before, moment));
    }),
    many,
  );
});

test("ties are broken the same way, whatever the order and the split of rows", () => {
  fc.assert(
    fc.property(ties, deals, (rows, deal) => {
      for (const moment of [0, 1, 2]) expect(at(dealt(rows, deal), moment)).toEqual(at([rows], moment));
    }),
    many,
  );
});

test("new rows are as many as events, and those with the contradicting ones as many as versions", () => {
  fc.assert(
    fc.property(histories, (files) => {
      const plain = identified(files).map((row) => ({ ...row, names: null, withdraws: false }));
      expect(counts([plain]).fresh).toBe(at([plain], moments.length).length);
      const versions = files.flatMap(eventsOf).map((row) => `${row.event} ${said(row)}`);
      const { fresh, conflicts } = counts(files);
      expect(fresh + conflicts).toBe(new Set(versions).size);
    }),
    many,
  );
});
