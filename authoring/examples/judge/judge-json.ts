import type { JsonPointer } from '../../../harness/document/declaration.ts';
import { nearest } from '../../../harness/document/nearest.ts';
import type { ShapeMismatch } from '../../../harness/judge/shape.ts';
import type { Suggestion } from '../parts/part.ts';
import { type JsonNode } from '../text/json.ts';
import { spanOf } from '../text/mapped.ts';
import { type Finding, finding, type Rest, type RuleId } from './finding.ts';
import { type JudgeRules, wordsAt } from './rules-of.ts';
import { nearKey } from './near-keys.ts';
import type { ShownJson } from './shown-json.ts';
import { suggestionAt } from './suggestion.ts';

/** The pointer of a mismatch. Its path has the escapes of a pointer already. */
const pointerOf = ({ path }: ShapeMismatch): JsonPointer => (path === '' ? '' : `/${path}`);

/** The mismatches that are not only about what the author left out. */
export const shownMismatches = (
  mismatches: readonly ShapeMismatch[],
  json: ShownJson,
): readonly ShapeMismatch[] =>
  mismatches.filter((mismatch) => {
    const pointer = pointerOf(mismatch);
    if (json.isOpen(pointer)) return false;
    const node = json.nodeAt(pointer);
    return !(isEnum(mismatch) && isChoice(node, mismatch));
  });

const isEnum = ({ pointer }: ShapeMismatch): boolean => pointer.endsWith('/enum');

/** Whether a string lists several of the values that are permitted, as in "invite|join". */
function isChoice(node: JsonNode | null, { expected }: ShapeMismatch): boolean {
  if (node?.kind !== 'scalar' || typeof node.value !== 'string') return false;
  const words = node.value
    .split(/\s*(?:\||,|\/|\bor\b)\s*/)
    .map((word) => word.replaceAll(/["'`]/g, '').trim());
  return words.length > 1 && words.every((word) => expected.includes(JSON.stringify(word)));
}

/** A mismatch as a finding, with the words of the declaration and a correction if there is exactly one. */
export function mismatchFinding(
  mismatch: ShapeMismatch,
  rule: RuleId,
  json: ShownJson,
  rules: JudgeRules,
  document: string,
  { operation, requirement }: Rest,
): Finding {
  const { declaration } = rules.spec;
  const pointer = pointerOf(mismatch);
  const missing = mismatch.expected.startsWith('a key ');
  const key = pointer.slice(pointer.lastIndexOf('/') + 1);
  const expected = asked(mismatch);
  const renamed = missing ? nearKey(json, pointer, key, document) : null;
  const suggestion = missing
    ? (renamed?.suggestion ?? null)
    : correctionOf(mismatch, json, pointer, document);
  const where = pointer === '' ? 'The body' : pointer.slice(1).replaceAll('/', '.');
  const instead = renamed === null ? '' : ` It has ${renamed.key}, which is nearly it.`;
  const message = missing
    ? `${wherein(pointer)} has no key ${key}.${instead}`
    : `${where} is ${mismatch.received}. It must be ${expected}.`;
  return finding(rule, renamed?.span ?? json.spanAt(pointer), message, {
    operation,
    requirement,
    pointer,
    expected: missing ? `a key ${key}` : expected,
    received: mismatch.received,
    quote: wordsAt(declaration, mismatch.pointer.replace(/\/enum$/, '')),
    declared: mismatch.pointer,
    suggestion,
  });
}

const wherein = (pointer: JsonPointer): string => {
  const around = pointer.slice(1, Math.max(1, pointer.lastIndexOf('/')));
  return around === '' ? 'The body' : around.replaceAll('/', '.');
};

/** What is asked for, as the end of a sentence that begins with "It must be". */
const asked = ({ expected, pointer }: ShapeMismatch): string => {
  const more =
    pointer === '/models/Member/properties/membership/enum' && !expected.includes('"ban"')
      ? ', or "ban"'
      : '';
  return expected.replace(/^must be (?=\w+$)/, 'a ').replace(/^a (?=[aio])/, 'an ') + more;
};

/** The one value that was probably meant. */
function correctionOf(
  mismatch: ShapeMismatch,
  json: ShownJson,
  pointer: JsonPointer,
  document: string,
): Suggestion | null {
  const node = json.nodeAt(pointer);
  if (node?.kind !== 'scalar') return null;
  const { value, start, end } = node;
  const { expected } = mismatch;
  const to = (text: string): Suggestion | null => suggestionAt(json, start, end, text, document);
  if (expected === 'must be integer' && typeof value === 'string' && /^-?\d{1,15}$/.test(value))
    return to(value);
  if (expected === 'must be string' && typeof value === 'number')
    return to(JSON.stringify(String(value)));
  if (!isEnum(mismatch) || typeof value !== 'string') return null;
  const [only, ...others] = nearest(
    value,
    [...expected.matchAll(/"([^"]*)"/g)].map(([, word = '']) => word),
  );
  return only === undefined || others.length > 0 ? null : to(JSON.stringify(only));
}

/** Whether a text says of which kind values are, as in `"size": integer (in bytes)`. */
const isDescription = (text: string): boolean =>
  /[{,\n]\s*\w+\s*:\s*\$\w|:\s*(?:<[^>\n]+>|(?:integer|int|string|boolean|number|JSON|array|list|object|timestamp)\b|\[\w+\|)/i.test(
    text,
  );

/** What is said of JSON that is not complete, or that is not JSON. @param rule for what is not JSON */
export function textFindings(
  json: ShownJson,
  rule: 'body-not-json' | 'response-not-json',
  rest: Partial<Finding>,
): readonly Finding[] {
  const { content, read } = json;
  if (read.problem !== null && isDescription(content.text)) {
    const message = 'This describes JSON rather than being JSON. It is not judged.';
    return [
      finding('elided', spanOf(content, 0, 1), message, { operation: rest.operation ?? null }),
    ];
  }
  if (read.problem !== null) {
    const index = Math.min(read.problem.index, Math.max(0, content.text.length - 1));
    const what = rule === 'body-not-json' ? 'The body' : 'The response';
    const message = `${what} is not JSON: ${read.problem.what}.`;
    return [
      finding(rule, spanOf(content, index, index + 1), message, {
        ...rest,
        expected: 'JSON',
        received: content.text.slice(index, index + 60),
      }),
    ];
  }
  const behind = content.text.slice(read.end);
  const index = read.end + (/^\s*/.exec(behind)?.[0].length ?? 0);
  const more = behind.trim();
  if (more !== '' && !/^(?:\.{3}|…|#|\/\/|\/\*)/.test(more)) {
    const what = rule === 'body-not-json' ? 'The body' : 'The response';
    return [
      finding(
        rule,
        spanOf(content, index, index + 1),
        `${what} is not JSON: something follows the end of it.`,
        {
          ...rest,
          expected: 'JSON',
          received: more.slice(0, 60),
        },
      ),
    ];
  }
  if (read.elision === null) return [];
  const message = `Not JSON because of ${read.elision.slice(0, 60)}; read as elided, and judged as far as it is shown.`;
  return [finding('elided', spanOf(content, 0, 1), message, { operation: rest.operation ?? null })];
}
