import type { MinProven } from '../../reports/gates/criteria.ts';
import type { FailOn } from '../../reports/report.ts';
import { didYouMean } from '../../harness/run/nearest.ts';
import { isObject } from '../../harness/document/json.ts';
import { type Grade, grades } from '../../harness/document/requirements.ts';

/** The options that say when a run passes, by the names they have as flags and in rooms-conformance.yaml. */
export const gateKeys = ['known', 'update-known', 'min-proven', 'fail-on', 'strict'] as const;

export const aboutGates: Readonly<Record<(typeof gateKeys)[number], string>> = {
  known: 'YAML file of known failures, which do not decide; one that passes ends with 5',
  'update-known': 'write to that file what fails now; reasons stay',
  'min-proven': 'what must be proven: 90% of each grade, or documented=95%,implied=80%',
  'fail-on': 'what fails the run beside violations of the level: flaky',
  strict: 'a warning that the run says little ends with 4',
};

/** When a run passes, as it was asked for. */
export interface GateSettings {
  /** The file of known failures; null for none. */
  readonly known: string | null;
  readonly updateKnown: boolean;
  readonly minProven: MinProven | null;
  readonly failOn: readonly FailOn[];
  readonly strict: boolean;
}

const usual = 'such as 90% or documented=95%,implied=80%';

/** Reads `--min-proven`, or its value in a file. @returns what is wrong with it, as the rest of a sentence */
export function parseMinProven(value: unknown): MinProven | string {
  if (typeof value === 'number') return parseMinProven(String(value));
  if (isObject(value)) return named(Object.entries(value));
  if (typeof value !== 'string') return `must be a share, ${usual}`;
  if (!value.includes('=')) {
    const each = percentOf(value);
    return each === null ? `must be a share, ${usual}, not "${value}"` : { each, grades: {} };
  }
  return named(
    value.split(',').map((part) => {
      const [, grade = part, share = ''] = /^([^=]*)=(.*)$/s.exec(part) ?? [];
      return [grade.trim(), share];
    }),
  );
}

function named(pairs: readonly (readonly [string, unknown])[]): MinProven | string {
  const found: Partial<Record<Grade, number>> = {};
  for (const [word, share] of pairs) {
    const grade = grades.find((one) => one === word);
    if (grade === undefined) {
      return `knows no grade "${word}"; there are ${grades.join(', ')}${didYouMean(word, grades)}`;
    }
    if (found[grade] !== undefined) return `names ${grade} twice`;
    const percent = percentOf(String(share));
    if (percent === null) return `must give ${grade} a share from 0% to 100%, ${usual}`;
    found[grade] = percent;
  }
  return { each: null, grades: found };
}

function percentOf(text: string): number | null {
  const [, digits] = /^\s*(\d{1,3}(?:\.\d+)?)\s*%?\s*$/.exec(text) ?? [];
  const percent = Number(digits);
  return digits !== undefined && percent <= 100 ? percent : null;
}
