import { IntervalUnit, TimeUnit } from "apache-arrow";
import type { Cell } from "./reader";

const perSecond: Record<TimeUnit, bigint> = {
  [TimeUnit.SECOND]: 1n,
  [TimeUnit.MILLISECOND]: 1_000n,
  [TimeUnit.MICROSECOND]: 1_000_000n,
  [TimeUnit.NANOSECOND]: 1_000_000_000n,
};

function fraction(count: bigint, unit: TimeUnit): string {
  const digits = perSecond[unit].toString().length - 1;
  return count === 0n ? "" : `.${count.toString().padStart(digits, "0")}`;
}

/** A count since 1970 in ISO 8601 with every digit it has; the bare count where no calendar reaches. */
export function momentText(count: bigint, unit: TimeUnit, zoned: boolean): string {
  const part = ((count % perSecond[unit]) + perSecond[unit]) % perSecond[unit];
  const date = new Date(Number((count - part) / perSecond[unit]) * 1000);
  if (Number.isNaN(date.getTime())) return count.toString();
  return `${date.toISOString().slice(0, -5)}${fraction(part, unit)}${zoned ? "Z" : ""}`;
}

export function dayText(milliseconds: number): string {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? String(milliseconds) : date.toISOString().slice(0, 10);
}

/** A time of day as hh:mm:ss with every digit it has. */
export function clockText(count: bigint, unit: TimeUnit): string {
  const seconds = count / perSecond[unit];
  const parts = [seconds / 3600n, (seconds / 60n) % 60n, seconds % 60n];
  return parts.map((part) => part.toString().padStart(2, "0")).join(":") + fraction(count % perSecond[unit], unit);
}

/** A span in ISO 8601, for instance PT1.5S. */
export function durationText(count: bigint, unit: TimeUnit): string {
  const size = count < 0n ? -count : count;
  return `${count < 0n ? "-" : ""}PT${size / perSecond[unit]}${fraction(size % perSecond[unit], unit)}S`;
}

/** An interval's stored words in ISO 8601. */
export function intervalText(unit: IntervalUnit, words: Int32Array): string {
  const [first = 0, second = 0, low = 0, high = 0] = words;
  if (unit === IntervalUnit.YEAR_MONTH) return `P${first}M`;
  if (unit === IntervalUnit.DAY_TIME)
    return `P${first}D${durationText(BigInt(second), TimeUnit.MILLISECOND).replace("PT", "T")}`;
  const nanos = (BigInt(high) << 32n) | BigInt(low >>> 0);
  return `P${first}M${second}D${durationText(nanos, TimeUnit.NANOSECOND).replace("PT", "T")}`;
}

/** A little-endian two's complement integer of any width, as a decimal with `scale` digits after the point. */
export function decimalText(words: Uint32Array, scale: number): string {
  let bits = 0n;
  for (const word of words.toReversed()) bits = (bits << 32n) | BigInt(word);
  const value = BigInt.asIntN(words.length * 32, bits);
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, "0");
  const point = digits.length - scale;
  const text = scale > 0 ? `${digits.slice(0, point)}.${digits.slice(point)}` : digits + "0".repeat(-scale);
  return value < 0n ? `-${text}` : text;
}

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Bytes as the text that they are in UTF-8, else in hexadecimal digits. */
export function bytesText(bytes: Uint8Array): string {
  try {
    return strict.decode(bytes);
  } catch {
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }
}

/** JSON with every digit of a 64-bit integer; what JSON has no number for is text. */
export function jsonText(cell: Cell): string {
  if (typeof cell === "bigint") return cell.toString();
  if (typeof cell === "number" && !Number.isFinite(cell)) return `"${cell}"`;
  if (cell === null || typeof cell !== "object") return JSON.stringify(cell);
  if (Array.isArray(cell)) return `[${cell.map(jsonText).join(",")}]`;
  return `{${Object.entries(cell)
    .map(([key, value]) => `${JSON.stringify(key)}:${jsonText(value)}`)
    .join(",")}}`;
}
