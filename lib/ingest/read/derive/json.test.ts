import { describe, expect, test } from "vitest";
import { allRows } from "../../fixtures/rows";
import { openTable } from "../../fixtures/table";

async function promoted(...texts: (string | null)[]) {
  const reader = await openTable({ value: texts, Offset: texts.map(() => "o") });
  return allRows(await reader.derive({ kind: "json", column: "value" }));
}

describe("promoting JSON", () => {
  test("gives texts with every digit; nested values stay JSON", async () => {
    expect(
      await promoted('{"id":9007199254740993,"n":1.5,"s":"ü","b":true,"z":null,"o":{"x":[1,9007199254740995]}}'),
    ).toEqual([
      {
        value: null,
        Offset: "o",
        id: "9007199254740993",
        n: "1.5",
        s: "ü",
        b: "true",
        o: '{"x":[1,9007199254740995]}',
      },
    ]);
  });

  test("prefixes a key that the file has a column of, in any letter case", async () => {
    expect(await promoted('{"value":1,"offset":2,"":3}')).toEqual([
      { value: null, Offset: "o", "value.value": "1", "value.offset": "2", "value.": "3" },
    ]);
  });

  test("keeps what is no object as it is, in its row", async () => {
    const texts = ["no json", "[1]", "3", '{"a":', null, '{"a":"x"}', "[".repeat(100_000)];
    expect((await promoted(...texts)).map(({ value, a }) => [value, a])).toEqual(
      texts.map((text) => (text === '{"a":"x"}' ? [null, "x"] : [text, null])),
    );
  });

  test("keeps the text where a key comes twice in other letter case, or there are too many", async () => {
    const many = JSON.stringify(Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`k${i}`, i])));
    const [twice, wide] = await promoted('{"Id":1,"id":2}', many);
    expect(twice).toMatchObject({ value: '{"Id":1,"id":2}', Id: "1" });
    expect(wide?.["value"]).toBe(many);
    expect(Object.keys(wide ?? {}).length).toBeLessThan(600);
  });

  test("takes hostile keys for names", async () => {
    const [row] = await promoted('{"__proto__":"p","constructor":"c","<script>":"s","a\\"b":"q"}');
    expect(Object.entries(row ?? {})).toEqual(
      expect.arrayContaining([
        ["__proto__", "p"],
        ["constructor", "c"],
        ["<script>", "s"],
        ['a"b', "q"],
      ]),
    );
  });

  test("reads chosen columns, promoted ones among them", async () => {
    const reader = await (
      await openTable({ value: ['{"a":1,"b":2}'], key: ["k"] })
    ).derive({ kind: "json", column: "value" });
    expect(await allRows(reader, ["b", "key"])).toEqual([{ key: "k", b: "2" }]);
  });
});
