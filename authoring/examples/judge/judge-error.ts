import type { Operation } from '../../../harness/document/declaration.ts';
import { isObject, stringAt } from '../../../harness/document/json.ts';
import { isPlaceholder } from '../text/placeholder.ts';
import { type Finding, finding } from './finding.ts';
import type { Answered } from './answered.ts';
import { type JudgeRules, nameOf, serverSource } from './rules-of.ts';
import type { ShownJson } from './shown-json.ts';

/** Judges an error: its form, and whether the declaration or practice knows it. */
export function judgeError(
  { operation, asked, response: { status } }: Answered,
  json: ShownJson,
  rules: JudgeRules,
): readonly Finding[] {
  const { nickname } = operation;
  const value = isObject(json.value) ? json.value : {};
  if (json.read.root?.kind === 'elided') return [];
  const found: Finding[] = [];
  for (const key of ['errcode', 'error']) {
    if (typeof value[key] === 'string' || json.isOpen(`/${key}`)) continue;
    const has = Object.hasOwn(value, key);
    const message = has
      ? `${key} must be a string.`
      : `An error has the keys errcode and error. This one has no key ${key}.`;
    found.push(
      finding('error-shape', json.spanAt(`/${key}`), message, {
        ...serverSource(rules, 'CONV-05'),
        operation: nickname,
        pointer: `/${key}`,
        expected: `a string ${key}`,
        received: has ? JSON.stringify(value[key]) : json.content.text.slice(0, 120),
      }),
    );
  }
  const errcode = value['errcode'];
  if (typeof errcode === 'string' && !isPlaceholder(errcode) && !/^[A-Z0-9_.]+$/.test(errcode))
    found.push(
      finding(
        'error-shape',
        json.spanAt('/errcode'),
        `errcode is ${errcode}. It is written in upper case, such as M_FORBIDDEN.`,
        {
          ...serverSource(rules, 'CONV-06'),
          operation: nickname,
          pointer: '/errcode',
          expected: 'upper case, such as M_FORBIDDEN',
          received: errcode,
        },
      ),
    );
  if (found.length > 0 || status === null) return found;
  const { code, span } = status;
  if (rules.errors.find({ operation: nickname, asked, status: code, answer: value }) !== null)
    return [];
  const elsewhere = documentedAs(operation, asked, value, rules);
  if (elsewhere !== null) {
    const message = `The declaration documents ${JSON.stringify(elsewhere.message)} with ${elsewhere.code}, not with ${code}.`;
    return [
      finding('error-status', span, message, {
        operation: nickname,
        expected: String(elsewhere.code),
        received: String(code),
        quote: elsewhere.message,
        declared: elsewhere.pointer,
        requirement: rules.owner(elsewhere.pointer),
        suggestion: { span, text: String(elsewhere.code) },
      }),
    ];
  }
  if (isKnown(operation, code)) return [];
  const documented = [...new Set(operation.responseMessages.map((one) => one.code))].join(', ');
  const message = `The declaration documents no error ${code} for ${nameOf(operation)}${documented === '' ? '' : `, but ${documented}`}.`;
  return [
    finding('error-undocumented', span, message, {
      operation: nickname,
      expected: documented === '' ? null : documented,
      received: `${code} ${stringAt(value, 'errcode')}`.trim(),
      declared: operation.pointer,
    }),
  ];
}

/** The documented error whose words an answer says, whatever its status. */
function documentedAs(
  operation: Operation,
  asked: unknown,
  answer: unknown,
  { errors }: JudgeRules,
) {
  return (
    operation.responseMessages.find(
      ({ code, message }) =>
        errors.find({ operation: operation.nickname, asked, status: code, answer })?.message ===
        message,
    ) ?? null
  );
}

/** Whether the declaration or the practice of the time knows a status for an operation. */
function isKnown({ responseMessages, path, method }: Operation, code: number): boolean {
  if (responseMessages.some((one) => one.code === code)) return true;
  // No token, no permission, too many requests, trouble of the server.
  if ([401, 403, 429].includes(code) || code >= 500) return true;
  if (code === 404) return path.includes('{room');
  return code === 400 && method !== 'GET';
}
