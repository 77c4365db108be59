import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { randomUUID } from 'node:crypto';

/** Draws that a seed decides: the same seed gives the same draws in the same order. */
export interface Random {
  /** A number from 0, and below 1. */
  readonly number: () => number;
  /** 32 hexadecimal digits and `-`, in the form of a UUID. */
  readonly opaque: () => string;
}

/**
 * Makes a source of draws.
 * @param seed a whole number; null draws what nobody can guess
 */
export function createRandom(seed: number | null): Random {
  if (seed === null) return { number: Math.random, opaque: randomUUID };
  const generator = xoroshiro128plus(seed);
  const digits = (): string => (generator.next() >>> 0).toString(16).padStart(8, '0');
  return {
    number: () => uniformFloat64(generator),
    opaque: () => {
      const [a, b, c, d] = [digits(), digits(), digits(), digits()];
      return `${a}-${b.slice(0, 4)}-${b.slice(4)}-${c.slice(0, 4)}-${c.slice(4)}${d}`;
    },
  };
}

/** The 99th percentile of the standard normal distribution. */
const z99 = 2.326_347_874;

/**
 * Draws from a log-normal distribution, which is how latencies are spread.
 * @param median in any unit; so is the result
 * @param p99 what 99 of 100 draws stay below
 */
export function logNormal(random: Random, median: number, p99: number): number {
  if (median <= 0) return 0;
  const sigma = Math.log(Math.max(p99, median) / median) / z99;
  // Box and Muller (1958); 1 - u is never 0.
  const normal =
    Math.sqrt(-2 * Math.log(1 - random.number())) * Math.cos(2 * Math.PI * random.number());
  return median * Math.exp(sigma * normal);
}
