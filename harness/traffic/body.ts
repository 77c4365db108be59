import type { Operation } from '../document/declaration.ts';
import { isArray, isObject, type JsonObject, stringAt } from '../document/json.ts';
import type { ShapeMismatch, Shapes } from '../judge/shape.ts';
import type { ClientRequest } from './exchange.ts';
import { shown, type Verdicts } from './finding.ts';

/** What the declaration asks of the body of one operation. */
export interface BodyRules {
  readonly operation: Operation;
  /** Whether the declaration has a body for it, which then is required. */
  readonly declared: boolean;
  /** Keys that are placeholders and not keys (DEF-08). */
  readonly placeholders: readonly string[];
  /** Whether a request of this operation may have a body at all. */
  readonly consumes: boolean;
  /** Keys of its model with listed values. */
  readonly listed: readonly string[];
}

/** The body of a request as it was understood. */
export interface ReadBody {
  /** Null where the bytes are not UTF-8, are encoded, or are too many. */
  readonly text: string | null;
  /** Undefined where there is no JSON. */
  readonly json: unknown;
}

/** Bodies that are longer are not read: servers refuse them, and reading them takes its time. */
const longest = 256 * 1024;

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const noBody: ReadBody = { text: '', json: undefined };
const unreadable: ReadBody = { text: null, json: undefined };

/** Judges the body of a request and its type (CLIENT-03 to CLIENT-06, CLIENT-09, CLIENT-27, CLIENT-29). */
export function judgeBody(
  rules: BodyRules,
  shapes: Shapes,
  { body, headers }: ClientRequest,
  verdicts: Verdicts,
): ReadBody {
  if (!rules.consumes) return noBody;
  if (body.length === 0) {
    if (rules.declared)
      verdicts.violates(
        'CLIENT-03',
        `${rules.operation.nickname} was sent without a body. The declaration requires one.`,
      );
    return noBody;
  }
  if (rules.declared) verdicts.meets('CLIENT-03');
  judgeType(headers['content-type'], verdicts);
  const encoding = headers['content-encoding'];
  const plain = encoding === undefined || encoding.toLowerCase() === 'identity';
  if (!plain || body.length > longest) return unreadable;
  const text = textOf(body);
  if (text === null) {
    verdicts.violates('CLIENT-29', 'The bytes of the body are not UTF-8.');
    return unreadable;
  }
  verdicts.meets('CLIENT-29');
  const json = parse(text);
  if (json === undefined) {
    const asked = rules.declared ? 'A JSON object is required.' : 'The operation consumes JSON.';
    verdicts.violates('CLIENT-04', `The body is not JSON. ${asked} It begins: ${shown(text)}`);
    return { text, json };
  }
  if (rules.declared) judgeModel(rules, shapes, json, verdicts);
  return { text, json };
}

function judgeType(type: string | undefined, verdicts: Verdicts): void {
  if (type === 'application/json') return verdicts.meets('CLIENT-06');
  const types = (type ?? '').split(',').map((one) => one.split(';')[0]?.trim().toLowerCase());
  if (types.every((one) => one === 'application/json')) return verdicts.meets('CLIENT-06');
  const got = type === undefined ? 'has no Content-Type' : `has the Content-Type ${shown(type)}`;
  verdicts.violates('CLIENT-06', `A request with a body ${got}. It must be application/json.`);
}

/** A text, without which a byte of zero would hide another encoding; null where it is not UTF-8. */
function textOf(body: Uint8Array): string | null {
  try {
    const text = decoder.decode(body);
    return text.includes('\0') ? null : text;
  } catch {
    return null;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function judgeModel(rules: BodyRules, shapes: Shapes, json: unknown, verdicts: Verdicts): void {
  const { operation } = rules;
  if (!isObject(json)) {
    verdicts.violates('CLIENT-04', `The body is ${kindOf(json)}. A JSON object is required.`);
    return;
  }
  for (const key of rules.placeholders) {
    if (Object.hasOwn(json, key))
      verdicts.violates('CLIENT-09', `The body has the key ${key}, which stands for other keys.`);
  }
  const mismatch = mismatchOf(shapes, operation, json);
  if (mismatch === null) return;
  if (mismatch !== undefined && !isForgottenValue(mismatch, json))
    return violatesModel(mismatch, verdicts);
  if (operation.nickname === 'send_feedback' && !feedbackTypes.has(stringAt(json, 'type'))) {
    verdicts.violates(
      'CLIENT-05',
      `type is ${JSON.stringify(shown(stringAt(json, 'type')))}. It must be "delivered" or "read".`,
    );
    return;
  }
  const key = centralKeys[operation.nickname];
  if (key !== undefined && !Object.hasOwn(json, key)) {
    const requirement = key === 'membership' ? 'CLIENT-04' : 'CLIENT-27';
    verdicts.violates(requirement, `The body of ${operation.nickname} has no key ${key}.`);
    return;
  }
  verdicts.meets('CLIENT-04');
  if (key !== undefined && key !== 'membership') verdicts.meets('CLIENT-27');
  if (rules.placeholders.length > 0) verdicts.meets('CLIENT-09');
  if (rules.listed.some((name) => Object.hasOwn(json, name))) verdicts.meets('CLIENT-05');
}

const kindOf = (json: unknown): string => {
  if (json === null) return 'null';
  return isArray(json) ? 'an array' : `a ${typeof json}`;
};

/** The first mismatch; undefined where there is none, null where the body is too deep to tell. */
function mismatchOf(
  shapes: Shapes,
  operation: Operation,
  json: JsonObject,
): ShapeMismatch | undefined | null {
  try {
    return shapes.request(operation, json)[0];
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** The values that the text of the model names for the type of feedback (DEF-06). */
export const feedbackTypes: ReadonlySet<string> = new Set(['delivered', 'read']);

/** Keys that an operation cannot do without although no model marks them as required (DEF-10). */
export const centralKeys: Readonly<Partial<Record<Operation['nickname'], string>>> = {
  set_topic: 'topic',
  set_membership: 'membership',
  invite: 'user_id',
  ban: 'user_id',
};

/** A ban is a membership, though the list of values forgets it (DEF-01). */
const forgotten = { pointer: '/models/Member/properties/membership/enum', value: 'ban' };

const isForgottenValue = ({ pointer }: ShapeMismatch, json: JsonObject): boolean =>
  pointer === forgotten.pointer && json['membership'] === forgotten.value;

function violatesModel(
  { path, pointer, expected, received }: ShapeMismatch,
  verdicts: Verdicts,
): void {
  const asked = expected.replace(/^must be (?=\w+$)/, 'a ').replace(/^a (?=[aio])/, 'an ');
  const more = pointer === forgotten.pointer ? `, or "${forgotten.value}"` : '';
  const sentence = expected.startsWith('a key ')
    ? `The body has no key ${path}.`
    : `${path} is ${received}. It must be ${asked}${more}.`;
  verdicts.violates(pointer.endsWith('/enum') ? 'CLIENT-05' : 'CLIENT-04', sentence);
}
