import type { Operation } from '../../../harness/document/declaration.ts';
import { isArray, isObject, stringAt } from '../../../harness/document/json.ts';
import type { ShapeMismatch } from '../../../harness/judge/shape.ts';
import type { ExampleResponse } from '../example.ts';
import { isPlaceholder } from '../text/placeholder.ts';
import type { Answered } from './answered.ts';
import { type Finding, finding } from './finding.ts';
import { mismatchFinding, shownMismatches, textFindings } from './judge-json.ts';
import { judgeError } from './judge-error.ts';
import { type JudgeRules, nameOf, serverSource } from './rules-of.ts';
import { type ShownJson, shownJson } from './shown-json.ts';

/** Judges a response: its status, its type, and its body. */
export function judgeResponse(
  answered: Answered,
  rules: JudgeRules,
  document: string,
): readonly Finding[] {
  const { operation, response } = answered;
  const { status, body } = response;
  const found: Finding[] = typeFindings(response, operation, rules);
  if (body?.kind !== 'text') return [...found, ...statusFindings(answered, rules)];
  const json = shownJson(body.content);
  const { root, problem } = json.read;
  const isError = status === null ? isErrorBody(json.value) : status.code >= 400;
  const rest = {
    operation: operation.nickname,
    ...serverSource(rules, isError ? 'META-06' : 'META-05'),
  };
  if (problem !== null && !response.sure) {
    return [
      finding(
        'not-judged',
        response.span,
        'This may be the response of the request before it, but it is not JSON. It is not judged.',
        { operation: operation.nickname },
      ),
    ];
  }
  const empty = body.content.text.trim() === '';
  if (!empty) found.push(...textFindings(json, 'response-not-json', rest));
  if (isError) {
    if (root !== null) found.push(...judgeError(answered, json, rules));
    return found;
  }
  found.push(...statusFindings(answered, rules));
  if (root === null || (status !== null && (status.code < 200 || status.code > 299))) return found;
  return [...found, ...successFindings(answered, json, rules, document)];
}

const isErrorBody = (value: unknown): boolean =>
  isObject(value) && typeof value['errcode'] === 'string' && !('room_id' in value);

function typeFindings(
  { headers, body }: ExampleResponse,
  { nickname }: Operation,
  rules: JudgeRules,
): Finding[] {
  const type = headers.find(({ name }) => name === 'content-type');
  if (type === undefined || body === null || isPlaceholder(type.value)) return [];
  if (type.value.split(';')[0]?.trim().toLowerCase() === 'application/json') return [];
  return [
    finding(
      'response-type',
      type.span,
      `The response is said to be ${type.value}. The declaration produces application/json.`,
      {
        ...serverSource(rules, 'META-05'),
        operation: nickname,
        expected: 'application/json',
        received: type.value,
      },
    ),
  ];
}

/** A success is 200, and there is nothing between a success and an error. */
function statusFindings(
  { operation, response: { status, body } }: Answered,
  rules: JudgeRules,
): readonly Finding[] {
  if (status === null || status.code === 200 || status.code >= 400) return [];
  const isRedirect = status.code < 200 || status.code >= 300;
  if (isRedirect && body === null) return [];
  const message = `${nameOf(operation)} succeeds with 200, not with ${status.code}.`;
  return [
    finding('response-status', status.span, message, {
      ...serverSource(rules, 'CONV-20'),
      operation: operation.nickname,
      expected: '200',
      received: String(status.code),
      suggestion: { span: status.span, text: '200' },
    }),
  ];
}

function successFindings(
  answered: Answered,
  json: ShownJson,
  rules: JudgeRules,
  document: string,
): readonly Finding[] {
  const { operation, response, room } = answered;
  const { nickname, success } = operation;
  if (success.kind === 'void' || json.read.root?.kind === 'elided') return [];
  const mismatches = shownMismatches(rules.shapes.answer(operation, json.value), json);
  const other = isOther(mismatches, json, answered, rules);
  if (mismatches.length > 0 && !response.sure) {
    const message = `This may be the response of ${nickname}, but nothing says so, and it does not look like it. It is not judged.`;
    return [finding('not-judged', response.span, message, { operation: nickname })];
  }
  if (other) {
    const wanted =
      success.kind === 'array' ? `an array of ${success.model}` : `of the model ${success.model}`;
    const is = looksLike(json, rules);
    const message = `The response of ${nickname} must be ${wanted}.${is === null ? '' : ` This looks like ${is}.`}`;
    return [
      finding('response-model', json.spanAt(''), message, {
        ...serverSource(rules, rules.owner(`${operation.pointer}/type`)),
        operation: nickname,
        pointer: '',
        expected: wanted,
        received: is ?? json.content.text.slice(0, 120),
      }),
    ];
  }
  return [
    ...mismatches.map((mismatch) =>
      mismatchFinding(mismatch, 'response-shape', json, rules, document, {
        operation: nickname,
        requirement: rules.owner(mismatch.pointer),
      }),
    ),
    ...roomFindings(json, room, operation, rules),
  ];
}

/** Whether a body is that of something else: of another kind, or without any of the keys that it must have. */
function isOther(
  mismatches: readonly ShapeMismatch[],
  json: ShownJson,
  { operation: { success } }: Answered,
  rules: JudgeRules,
): boolean {
  if (mismatches.length === 0 || success.kind === 'void') return false;
  if (mismatches.some(({ path }) => path === '')) return true;
  if (success.kind === 'array') return false;
  const model = rules.spec.declaration.models.get(success.model);
  const value = isObject(json.value) ? json.value : {};
  const keys = Object.keys(value);
  return keys.length > 0 && !(model?.properties ?? []).some(({ name }) => keys.includes(name));
}

/** The model that a body is of, where there is only one. */
function looksLike(json: ShownJson, { spec: { declaration }, shapes }: JudgeRules): string | null {
  const { value } = json;
  if (isArray(value)) return 'an array';
  if (!isObject(value)) return null;
  const keys = Object.keys(value);
  const models = [...declaration.models.values()].filter(
    ({ id, properties }) =>
      properties.some(({ required, name }) => required && keys.includes(name)) &&
      shapes.model(id, value).length === 0,
  );
  const most = (id: string): number =>
    (declaration.models.get(id)?.properties ?? []).filter(({ name }) => keys.includes(name)).length;
  const [best] = models.toSorted((a, b) => most(b.id) - most(a.id));
  return best === undefined ? null : `the model ${best.id}`;
}

/** Events of another room than the request is about. */
function roomFindings(
  json: ShownJson,
  room: string | null,
  { nickname, path }: Operation,
  rules: JudgeRules,
): readonly Finding[] {
  if (room === null || !path.startsWith('/rooms/')) return [];
  const found = eventsIn(json.value).find(({ event }) => {
    const id = event['room_id'];
    return typeof id === 'string' && id !== room && id.startsWith('!') && !isPlaceholder(id);
  });
  if (found === undefined) return [];
  const pointer = `${found.pointer}/room_id`;
  const id = stringAt(found.event, 'room_id');
  return [
    finding(
      'other-room',
      json.spanAt(pointer),
      `The request is about ${room}, and this event is of ${id}.`,
      {
        ...serverSource(rules, nickname === 'get_members' ? 'MODEL-27' : 'MODEL-24'),
        operation: nickname,
        pointer,
        expected: room,
        received: id,
      },
    ),
  ];
}

interface Placed {
  readonly event: Readonly<Record<string, unknown>>;
  readonly pointer: string;
}

/** Every event in an answer, with its place. */
function eventsIn(value: unknown): readonly Placed[] {
  const listed = (list: unknown, pointer: string): readonly Placed[] =>
    isArray(list)
      ? list.flatMap((event, i) => (isObject(event) ? [{ event, pointer: `${pointer}/${i}` }] : []))
      : [];
  if (isArray(value)) return listed(value, '');
  if (!isObject(value)) return [];
  const messages = value['messages'];
  return [
    ...listed(value['chunk'], '/chunk'),
    ...listed(value['state'], '/state'),
    ...(isObject(messages) ? listed(messages['chunk'], '/messages/chunk') : []),
  ];
}
