import { wordOf } from '../../../harness/document/json.ts';
import type { ExampleResponse } from '../example.ts';
import { type Finding, finding, type RuleId } from '../judge/finding.ts';
import type { JudgedExample } from '../judge/judge.ts';
import type { JudgeRules } from '../judge/rules-of.ts';
import { type Span, spanOf } from '../text/mapped.ts';
import type { Difference } from './difference.ts';

/** A difference as a finding. */
export function differenceFinding(
  difference: Difference,
  shown: ExampleResponse | null,
  one: JudgedExample,
  rules: JudgeRules,
): Finding {
  const { kind, key, pointer, received } = difference;
  const { operation } = operationOf(one, rules);
  const where = pointer === '' ? 'The body' : pointer.slice(1).replaceAll('/', '.');
  const got = show(received);
  const [rule, message] = ((): readonly [RuleId, string] => {
    switch (kind) {
      case 'no key':
        return ['played-shape', `The target sent no ${where}.`];
      case 'not shown':
        return ['played-shape', `The target sent ${where}, which the example does not show.`];
      case 'type':
        return ['played-shape', `${where} has another type than what the target sent: ${got}.`];
      case 'too many':
        return ['played-shape', `The target sent nothing in the place of ${where}.`];
      case 'value':
        return ['played-value', `${where} is another value than the target sent: ${got}.`];
    }
  })();
  const told = finding(rule, placeOf(difference, shown), message, {
    operation,
    pointer,
    expected: received === undefined ? null : got,
  });
  // What the declaration knows no key for may come or not.
  // Nothing is claimed of requests beside this API either.
  const isFree = one.of === null || (kind === 'no key' && key !== null && !keysOf(rules).has(key));
  return isFree ? { ...told, severity: 'warning' } : told;
}

function operationOf({ of }: JudgedExample, { spec }: JudgeRules) {
  return {
    operation:
      spec.declaration.operations.find(({ nickname }) => nickname === of)?.nickname ?? null,
  };
}

/** Every key that a model has. */
const keysOf = ({ spec }: JudgeRules): ReadonlySet<string> =>
  new Set([
    'errcode',
    'error',
    ...[...spec.declaration.models.values()].flatMap(({ properties }) =>
      properties.map(({ name }) => name),
    ),
  ]);

/** Values are told in short, ids and texts of the target among them; another token does not count as a difference. */
const show = (value: unknown): string => {
  const text = typeof value === 'string' ? JSON.stringify(value) : wordOf(value);
  return text.length <= 120 ? text : `${text.slice(0, 120)}…`;
};

function placeOf({ kind, key, node }: Difference, shown: ExampleResponse | null): Span {
  if (shown?.body?.kind !== 'text') return shown?.span ?? { start: 0, end: 0 };
  const { content } = shown.body;
  const entry =
    kind === 'no key' && node.kind === 'object'
      ? node.entries.find((one) => one.key === key)
      : undefined;
  if (entry !== undefined) return spanOf(content, entry.start, entry.end);
  return node.kind === 'object' || node.kind === 'array'
    ? spanOf(content, node.start, node.start + 1)
    : spanOf(content, node.start, node.end);
}
