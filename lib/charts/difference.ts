import { percent } from "./format";

/** Two values and the difference of them, with its interval, or why there is none. */
export type Differing = {
  value: number | null;
  lower: number | null;
  upper: number | null;
  first: number | null;
  second: number | null;
  patients: readonly [number, number];
  why: string | null;
};

/** Shares, whose differences are told in points of a hundred, or values in their own unit. */
export type Scale = "points" | "units";

const per = { points: 100, units: 1 } as const;
/** What an axis of differences reaches at least, and at most. */
const [least, most] = [
  { points: 5, units: 0 },
  { points: 100, units: Infinity },
] as const;

/** “+6.2”, in points of a hundred or in units. */
export function signed(value: number, digits = 1, scale: Scale = "points"): string {
  const text = (per[scale] * Math.abs(value)).toFixed(digits);
  return Number(text) === 0 ? text : `${value < 0 ? "−" : "+"}${text}`;
}

/** Digits after the point by which a difference is told: in points one, in units so many that the interval, or without one the difference, has two that count. */
export function precisionOf(
  { value, lower, upper }: Pick<Differing, "value" | "lower" | "upper">,
  scale: Scale,
): number {
  if (scale === "points") return 1;
  const size = lower !== null && upper !== null ? upper - lower : Math.abs(value ?? 0);
  return size > 0 ? Math.min(9, Math.max(1, 1 - Math.floor(Math.log10(size)))) : 1;
}

/** “6.2 %”, or the value in its unit. */
export const plain = (value: number | null, scale: Scale = "points", digits = 1): string =>
  value === null ? "–" : scale === "points" ? percent(value, 1) : value.toFixed(digits);

/** “+6.2 (+3.1 to +9.4)”; what is missing says so. */
export function withLimits(differing: Differing, scale: Scale = "points"): string {
  const { value, lower, upper, why } = differing;
  if (value === null) return why ?? "–";
  const digits = precisionOf(differing, scale);
  const limits =
    lower === null || upper === null
      ? (why ?? "no interval")
      : `${signed(lower, digits, scale)} to ${signed(upper, digits, scale)}`;
  return `${signed(value, digits, scale)} (${limits})`;
}

/** A step of 1, 2, 2.5 or 5 of some power of ten, of which `across` or fewer reach so far. */
function stepOf(reach: number, across: number): number {
  const power = 10 ** Math.floor(Math.log10(reach / across));
  return ([1, 2, 2.5, 5].find((m) => m * power * across >= reach) ?? 10) * power;
}

/** Round points around nought that hold the intervals of all that rests on more than a fifth of the patients. */
export function ticksAround(all: readonly Differing[], scale: Scale = "points"): number[] {
  const fewest = ({ patients }: Differing) => Math.min(...patients);
  const fullest = Math.max(0, ...all.map(fewest));
  const kept = all.filter((one) => 5 * fewest(one) > fullest);
  const ends = kept.flatMap(({ value, lower, upper }) => [value ?? 0, lower ?? 0, upper ?? 0]);
  const [low, high] = [
    Math.max(-most[scale], per[scale] * Math.min(0, ...ends)),
    Math.min(most[scale], per[scale] * Math.max(0, ...ends)),
  ];
  const reach = Math.max(least[scale], high, -low);
  const step = stepOf(reach > 0 ? reach : 1, 3);
  const [from, to] = [Math.floor(low / step + 1e-9), Math.ceil(high / step - 1e-9)];
  return Array.from({ length: Math.max(1, to - from) + 1 }, (_, i) => ((from + i) * step) / per[scale]);
}

/** Digits after the point that an axis of these ticks needs. */
export const digitsOf = (ticks: readonly number[], scale: Scale): number => {
  const step = per[scale] * ((ticks[1] ?? 1) - (ticks[0] ?? 0));
  for (let digits = 0; digits < 12; digits++) {
    const whole = step * 10 ** digits;
    if (Math.abs(whole - Math.round(whole)) < 1e-6 * whole) return digits;
  }
  return 12;
};
