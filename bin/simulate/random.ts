import { randomBeta, randomExponential } from "d3-random";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** One stream of chance. `unit` lies in [0, 1), `whole` includes both ends. */
export type Random = {
  unit(): number;
  bits(): number;
  chance(probability: number): boolean;
  whole(least: number, most: number): number;
  between(least: number, most: number): number;
  exponential(mean: number): number;
  /** Beta with this mean and a + b = concentration. */
  beta(mean: number, concentration: number): number;
};

/** A source of independent streams, 2^64 draws apart; the n-th stream depends on the seed and n alone. */
export function streams(seed: number): () => Random {
  const root = xoroshiro128plus(seed);
  return () => {
    root.jump();
    const generator = root.clone();
    const bits = () => generator.next() >>> 0;
    const unit = () => bits() / 4_294_967_296;
    const standard = randomExponential.source(unit)(1);
    return {
      unit,
      bits,
      chance: (probability) => unit() < probability,
      whole: (least, most) => least + Math.floor(unit() * (most - least + 1)),
      between: (least, most) => least + unit() * (most - least),
      exponential: (mean) => mean * standard(),
      beta: (mean, concentration) => randomBeta.source(unit)(mean * concentration, (1 - mean) * concentration)(),
    };
  };
}

/** One of `choices`, each as likely as its weight. */
export function pick<T>(random: Random, choices: readonly { value: T; weight: number }[]): T {
  let left = random.unit() * choices.reduce((sum, { weight }) => sum + weight, 0);
  let last: T | undefined;
  for (const { value, weight } of choices) {
    last = value;
    if ((left -= weight) < 0) break;
  }
  if (last === undefined) throw new RangeError("nothing to choose from");
  return last;
}
