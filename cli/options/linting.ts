import { ruleIds } from '../../authoring/lint/rules/ids.ts';
import { severities, type Severity } from '../../authoring/lint/view/rule.ts';
import { isObject } from '../../harness/document/json.ts';
import { didYouMean } from '../../harness/document/nearest.ts';
import { command } from './command.ts';
import { choice, got, InvalidValue, list, optional, readText, toggle } from './option.ts';
import { config, outputs } from './options.ts';

/** The formats of what the linter found. */
export const lintFormats = ['json', 'sarif', 'github', 'text'] as const;

/** How bad the findings of one rule are. */
export interface RuleSetting {
  readonly rule: string;
  readonly severity: Severity | 'off';
}

const words = [...severities, 'off'] as const;

/** Reads `ID=SEVERITY`. */
function readSetting(given: unknown): RuleSetting {
  const text = readText(given);
  const [, rule = text, word = ''] = /^([^=]*)=(.*)$/s.exec(text) ?? [];
  if (!ruleIds.includes(rule)) {
    const hint = didYouMean(rule, ruleIds) || '; lint --list shows them all';
    throw new InvalidValue(`does not know the rule "${rule.slice(0, 80)}"${hint}`);
  }
  const severity = words.find((one) => one === word);
  if (severity === undefined) {
    throw new InvalidValue(
      `must be ID=SEVERITY with one of ${words.join(', ')}, for example ${rule}=off ${got(given)}`,
    );
  }
  // A file that could not be read would pass.
  if (rule === 'json-syntax' && severity !== 'error') {
    throw new InvalidValue('cannot change json-syntax: what is not JSON cannot be checked');
  }
  return { rule, severity };
}

const setting = list('id=severity', '', readSetting, { repeats: 'one value each' });

/** The options of `lint`, which may also stand under the key `lint` of the configuration file. */
export const lintOptions = {
  rule: {
    ...setting,
    help: `how bad the findings of a rule are: ${words.join(', ')}`,
    // A configuration file may have an object in place of a list.
    read: (given: unknown) =>
      setting.read(
        isObject(given)
          ? Object.entries(given).map(
              // YAML reads off as false in its older version.
              ([id, severity]) => `${id}=${severity === false ? 'off' : String(severity)}`,
            )
          : given,
      ),
  },
  failOn: choice(
    'severity',
    'end with 1 for findings of this severity or a worse one',
    [...severities, 'never'],
    'error',
  ),
  baseline: optional(
    'file',
    'findings that are known already; they are neither shown nor counted',
    readText,
  ),
  updateBaseline: toggle('write all findings into the file of --baseline'),
  report: outputs(lintFormats, 'one value each'),
  list: toggle('list the rules instead'),
  quiet: toggle('print only how much was found'),
};

export const linting = {
  lint: command({
    summary: 'check Swagger 1.2 files: API declarations and resource listings',
    argument: ['[files...]', 'JSON files; without any, the bundled declaration is checked'],
    options: {
      ...lintOptions,
      config: {
        ...config,
        help: 'configuration file, with these options under its key lint; options given here win',
      },
    },
    examples: [
      ['lint', 'the bundled declaration'],
      ['lint api-docs.json api-docs/*.json', 'a resource listing with its declarations'],
      ['lint api.json --rule unused-model=off --fail-on warning', 'stricter, without one rule'],
      ['lint api.json --baseline known.json --update-baseline', 'what is there now is known'],
      ['lint api.json --baseline known.json', 'what is new since then'],
      ['lint api.json --report sarif=lint.sarif', 'for code scanning'],
      ['lint --list', 'every rule, with its severity'],
    ],
    exits: {
      0: 'nothing at or above the severity of --fail-on, but for what the baseline knows',
      1: 'a finding at or above it',
    },
  }),
};
