import { grades, type Grade } from '../../harness/document/requirements.ts';
import { isObject } from '../../harness/document/json.ts';
import { didYouMean } from '../../harness/document/nearest.ts';
import type { Shard } from '../../harness/run/shard.ts';
import { type Lack, lackable, parseTargetUrl, TargetError } from '../../harness/world/target.ts';
import type { MinProven } from '../../reports/gates/criteria.ts';
import { got, InvalidValue, readOneOf, readText } from './option.ts';

/** More parts than this are a slip of the finger. */
const mostParts = 1000;

/** The I-th of N parts, written I/N. */
export function readShard(given: unknown): Shard {
  const [, index = 0, of = 0] = /^(\d{1,6})\/(\d{1,6})$/.exec(readText(given))?.map(Number) ?? [];
  if (index >= 1 && index <= of && of <= mostParts) return { index, of };
  throw new InvalidValue(
    `must be I/N with 1 <= I <= N <= ${mostParts}, for example 2/4 ${got(given)}`,
  );
}

/** The URL of a server; null for the bundled reference server. */
export function readTarget(given: unknown): string | null {
  const url = readText(given);
  if (url === 'reference') return null;
  try {
    parseTargetUrl(url);
    return url;
  } catch (error) {
    if (error instanceof TargetError) throw new InvalidValue(`cannot be used: ${error.message}`);
    throw error;
  }
}

/** The path of a URL, without a slash at its end. */
export function readBasePath(given: unknown): string {
  const path = readText(given);
  if (/^\/[^\s?#]*$/.test(path)) return path.replace(/\/+$/, '');
  throw new InvalidValue(`must be a path such as /_matrix/client/api/v1 ${got(given)}`);
}

/** What a target lacks: one word each time, or several with commas between them. */
export const readLacks = (given: unknown): readonly Lack[] =>
  [given]
    .flat()
    .flatMap((one) => (typeof one === 'string' ? one.split(',') : [one]))
    .map((one) => readOneOf(lackable)(typeof one === 'string' ? one.trim() : one));

const example = 'for example 90% or documented=95%,implied=80%';

/** A share for every grade, or shares by grade: as text, or as an object in the configuration file. */
export function readMinProven(given: unknown): MinProven {
  if (isObject(given)) return byGrade(Object.entries(given));
  const text = typeof given === 'number' ? String(given) : readText(given);
  if (!text.includes('=')) return { each: percentOf(text), grades: {} };
  return byGrade(
    text.split(',').map((part) => {
      const [, grade = part, share = ''] = /^([^=]*)=(.*)$/s.exec(part) ?? [];
      return [grade.trim(), share];
    }),
  );
}

function byGrade(pairs: readonly (readonly [string, unknown])[]): MinProven {
  const found: Partial<Record<Grade, number>> = {};
  for (const [word, share] of pairs) {
    const grade = grades.find((one) => one === word);
    if (grade === undefined) {
      const hint = didYouMean(word, grades);
      throw new InvalidValue(
        `refers to an unknown grade "${word}"; the grades are ${grades.join(', ')}${hint}`,
      );
    }
    if (found[grade] !== undefined) throw new InvalidValue(`names ${grade} twice`);
    found[grade] = percentOf(String(share));
  }
  return { each: null, grades: found };
}

/** A percentage. Up to 1, a number without its sign may as well be a fraction, so it needs the sign. */
function percentOf(text: string): number {
  const [, digits, sign] = /^\s*(\d{1,3}(?:\.\d+)?)\s*(%?)\s*$/.exec(text) ?? [];
  const percent = Number(digits);
  if (digits === undefined || percent > 100) {
    throw new InvalidValue(`must be a percentage from 0% to 100%, ${example} ${got(text)}`);
  }
  if (sign === '' && percent > 0 && percent <= 1) {
    const hundredfold = Number((percent * 100).toFixed(6));
    throw new InvalidValue(
      `${text.trim()} can be read in two ways: write ${hundredfold}% or ${percent}%`,
    );
  }
  return percent;
}
