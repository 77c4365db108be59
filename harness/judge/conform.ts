import { type Answer, type Exchange, mediaType } from '../wire/exchange.ts';
import type { Operation } from '../document/declaration.ts';
import type { RequirementId } from '../document/ids.ts';
import { isArray, isObject } from '../document/json.ts';
import type { Register } from '../document/requirements.ts';
import { noProfile, type Profile } from '../document/profile.ts';
import { type Shapes, successOf } from './shape.ts';
import { foreignEventsIn, passiveFindings, shapeOf } from './symptoms.ts';
import { type Mismatch, show } from './verdict.ts';

/** An exchange with what the judge needs to know about it. */
export interface JudgedExchange {
  readonly exchange: Exchange;
  /** Null for a request that no operation declares: nothing is required of its answer. */
  readonly operation: Operation | null;
  readonly roomId: string | null;
  /** The server's answer for unknown endpoints is permitted, and exempt from CONV-05. */
  readonly unrouted: boolean;
}

/** Does an exchange agree with the declaration? */
export type Conform = (asked: JudgedExchange) => readonly Omit<Mismatch, 'step'>[];

type Finding = Omit<Mismatch, 'step'>;

/** Makes the judge that answers whether an exchange agrees with the declaration, as a profile changes it. */
export function createConform(
  register: Register,
  shapes: Shapes,
  profile: Profile = noProfile,
): Conform {
  const judge = createJudge(register, shapes, profile);
  return (asked) => {
    const { operation } = asked;
    if (operation !== null && profile.without.includes(operation.nickname)) return [];
    const found = judge(asked);
    return found.length === 0
      ? found
      : found.filter(({ requirement }) => !profile.drops(requirement));
  };
}

const none: readonly Finding[] = [];

function createJudge(register: Register, shapes: Shapes, profile: Profile): Conform {
  const owner = ownersOf(register);
  return ({ exchange, operation, roomId, unrouted }) => {
    const { answer, limited } = exchange;
    const waited = limited.length === 0 ? none : limited.flatMap(rateLimitFindings);
    if (answer.kind === 'none') return waited;
    if (answer.status === 429) return [...waited, ...rateLimitFindings(answer)];
    if (operation === null) return waited;
    if (answer.status >= 200 && answer.status < 300) {
      return [...waited, ...successFindings(answer, operation, roomId, shapes, owner, profile)];
    }
    const refused = answer.status >= 400 && answer.status < 500;
    return refused && !unrouted ? [...waited, ...errorFindings(answer)] : waited;
  };
}

/** The requirement for a location of the declaration. One about the model comes before one about an operation. */
export function ownersOf(register: Register): (pointer: string) => RequirementId {
  const owners = new Map<string, RequirementId>();
  for (const { id, pointer, grade } of register.values()) {
    if (pointer === null || grade === 'convention') continue;
    if (!owners.has(pointer) || id.startsWith('MODEL-')) owners.set(pointer, id);
  }
  return (pointer) => {
    for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
      const id = owners.get(at);
      if (id !== undefined) return id;
    }
    return 'META-05';
  };
}

function successFindings(
  answer: Answer,
  operation: Operation,
  roomId: string | null,
  shapes: Shapes,
  owner: (pointer: string) => RequirementId,
  profile: Profile,
): readonly Finding[] {
  const findings: Finding[] = [];
  if (answer.status !== 200) {
    findings.push(finding('CONV-20', passiveFindings.success, '200', String(answer.status)));
  }
  const { kind } = successOf(operation, profile);
  if (kind === 'void' && answer.body.bytes === 0) return findings;
  if (mediaType(answer) !== 'application/json') {
    const type = answer.headers['content-type'] ?? 'no content type';
    findings.push(finding('META-05', passiveFindings.successType, 'application/json', type));
  }
  const { json } = answer.body;
  if (!json.ok) {
    const got = answer.body.bytes === 0 ? 'no body' : show(answer.body.text, 120);
    return [...findings, finding('META-05', passiveFindings.successBody, 'JSON in UTF-8', got)];
  }
  for (const { pointer, path, expected, received } of shapes.answer(operation, json.value)) {
    const what = shapeOf(operation.nickname, path.replaceAll(/\d+/g, '*'));
    findings.push(finding(owner(pointer), what, expected, received));
  }
  const foreign = eventOfAnotherRoom(json.value, operation, roomId);
  if (foreign !== null) findings.push(foreign);
  return findings;
}

/** Events listed for a room are of that room (MODEL-24, MODEL-27). */
function eventOfAnotherRoom(
  value: unknown,
  operation: Operation,
  roomId: string | null,
): Finding | null {
  if (roomId === null || !operation.path.startsWith('/rooms/')) return null;
  for (const list of listsOfEvents(value)) {
    for (const event of isArray(list) ? list : []) {
      const room = isObject(event) ? event['room_id'] : undefined;
      if (typeof room !== 'string' || room === roomId) continue;
      const id = operation.nickname === 'get_members' ? 'MODEL-27' : 'MODEL-24';
      return finding(id, foreignEventsIn(operation.nickname), roomId, show(room));
    }
  }
  return null;
}

/** Where an answer lists events: an array, a page, initialSync. */
function listsOfEvents(value: unknown): readonly unknown[] {
  if (isArray(value)) return [value];
  if (!isObject(value)) return [];
  const messages = value['messages'];
  return [value['chunk'], value['state'], isObject(messages) ? messages['chunk'] : null];
}

function errorFindings(answer: Answer): readonly Finding[] {
  const { json } = answer.body;
  if (!json.ok || mediaType(answer) !== 'application/json') {
    const type = answer.headers['content-type'] ?? 'no content type';
    const got = `${type}, ${answer.body.bytes === 0 ? 'no body' : show(answer.body.text, 120)}`;
    return [finding('META-06', passiveFindings.error, 'application/json', got)];
  }
  const error = isObject(json.value) ? json.value : {};
  if (typeof error['errcode'] !== 'string' || typeof error['error'] !== 'string') {
    const expected = 'an object with the strings errcode and error';
    return [finding('CONV-05', passiveFindings.error, expected, show(json.value, 200))];
  }
  if (!/^[A-Z0-9_.]+$/.test(error['errcode'])) {
    return [
      finding(
        'CONV-06',
        passiveFindings.errcode,
        'upper case, such as M_FORBIDDEN',
        error['errcode'],
      ),
    ];
  }
  return [];
}

function rateLimitFindings(answer: Answer): readonly Finding[] {
  const { json } = answer.body;
  const body = json.ok && isObject(json.value) ? json.value : {};
  const wait = body['retry_after_ms'];
  const good =
    body['errcode'] === 'M_LIMIT_EXCEEDED' && (wait === undefined || Number.isInteger(wait));
  const expected = 'errcode M_LIMIT_EXCEEDED, retry_after_ms an integer if there';
  return good
    ? []
    : [finding('CONV-12', passiveFindings.limited, expected, show(answer.body.text, 200))];
}

const finding = (
  requirement: RequirementId,
  what: string,
  expected: string,
  received: string,
): Finding => ({
  requirement,
  what,
  expected,
  received,
});
