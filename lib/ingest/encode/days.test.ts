import { Int64, vectorFromArray, type Vector } from "apache-arrow";
import fc from "fast-check";
import { expect, test } from "vitest";
import { arrowFile, textColumn } from "../../testing/files";
import { runs } from "../../testing/runs";
import { localDay, zoned } from "../../testing/zoned";
import { mappingSchema } from "../mapping/mapping";
import { open } from "../read/open";

const many = runs(1000, 20_000);
const dayLength = 86_400_000;

/** The local days that rows are admitted with. */
async function daysOf(zones: readonly string[], at: Vector): Promise<string[]> {
  const mapping = mappingSchema.parse({
    version: 1,
    name: "Test",
    type: { constant: "Seen" },
    subject: { constant: "p" },
    occurredAt: { from: ["at"], ...(String(at.type) === "Int64" && { unit: "ms" }) },
    zoneColumn: { from: ["zone"] },
  });
  const { blob, name } = arrowFile("days.arrow", { zone: textColumn(zones), at });
  const found: string[] = [];
  for await (const { admitted } of (await open(blob, name)).encoded(mapping))
    for (const day of admitted.columns.day.subarray(0, admitted.count))
      found.push(new Date(day * dayLength).toISOString().slice(0, 10));
  return found;
}

test("local days of moments are those of the platform's calendar, in every zone and around every change of clocks", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(zoned, { minLength: 1, maxLength: 3 }), async (cases) => {
      const moments = vectorFromArray(
        cases.map(({ moment }) => BigInt(moment)),
        new Int64(),
      );
      const found = await daysOf(
        cases.map(({ zone }) => zone),
        moments,
      );
      expect(found).toEqual(cases.map(({ zone, moment }) => localDay(moment, zone)));
    }),
    many,
  );
});

const twoDigits = (n: number) => String(n).padStart(2, "0");

test("local days of what writes its own offset, up to 14 hours either way, are the platform's in a zone so far ahead", async () => {
  const ahead = fc.integer({ min: -14 * 60, max: 14 * 60 });
  await fc.assert(
    fc.asyncProperty(zoned, ahead, async ({ zone, moment }, minutes) => {
      const wall = moment + minutes * 60_000;
      const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
      const offset = `${minutes < 0 ? "-" : "+"}${twoDigits(hours)}:${twoDigits(rest)}`;
      const text = new Date(wall).toISOString().replace("Z", offset);
      expect(await daysOf([zone], textColumn([text]))).toEqual([localDay(wall, "UTC")]);
    }),
    many,
  );
});
