import { assert, integer, property, uint8Array } from "fast-check";
import { compress } from "lz4js";
import { expect, test } from "vitest";
import { decompressFrames } from "./lz4-frame";
import { runs } from "../../../testing/runs";

test("what was compressed comes back, repetitive or not, over many blocks", () => {
  const bytes = uint8Array({ maxLength: 300, size: "max" });
  assert(
    property(bytes, integer({ min: 1, max: 1000 }), (unit, times) => {
      const whole = new Uint8Array(unit.length * times);
      for (let i = 0; i < times; i++) whole.set(unit, i * unit.length);
      if (whole.length === 0) return;
      expect(Buffer.compare(decompressFrames(compress(whole), new Uint8Array(whole.length)), whole)).toBe(0);
    }),
    runs(100, 1000),
  );
});

test("a large run of one byte comes back", () => {
  const whole = new Uint8Array(20_000_000).fill(7);
  expect(decompressFrames(compress(whole), new Uint8Array(whole.length)).every((byte) => byte === 7)).toBe(true);
});

test("a frame that is cut, none, or of another size than stated is refused", () => {
  const frame = compress(new Uint8Array(1000).fill(1));
  expect(() => decompressFrames(frame.subarray(0, 20), new Uint8Array(1000))).toThrow();
  expect(() => decompressFrames(frame, new Uint8Array(999))).toThrow("larger");
  expect(() => decompressFrames(frame, new Uint8Array(1001))).toThrow("smaller");
  expect(() => decompressFrames(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8), new Uint8Array(8))).toThrow("no LZ4 frame");
});
