import {
  array,
  boolean,
  constant,
  constantFrom,
  dictionary,
  letrec,
  oneof,
  record,
} from 'fast-check';
import {
  among,
  defineSteps,
  inOrder,
  type Part,
  type Slot,
  type StepOf,
} from '../../../harness/model/index.ts';
import type { JsonObject } from '../../../harness/document/json.ts';
import { roomNumber } from '../shared/rooms.ts';

export const names = ['alice', 'bob'] as const;
export type Name = (typeof names)[number];

/** Stands for alice's id: servers may let a user write a state key of that form only if it is its own id. */
export const self = '@alice';

const plainTypes = ['x', 'com.example.conf', 'com.example.conf.x', 'COM.example.conf'] as const;

/** Types that are decoded rightly only by a target that splits the path before it decodes it. */
const oddTypes = ['com.example/conf', 'com.example%2Fconf', 'com.example conf'] as const;

/** Keys of dots alone are left out: proxies between client and server may take them for steps of the path. */
const keys = [
  ...(['', 'k', 'K', 'a', 'a/b', '/a', 'a%2Fb', '%', '100%', 'a+b', 'a b', ' a', 'a.b'] as const),
  ...(['.a', 'constructor', 'toString', '#a', '?a=b', 'a&b', '"', "'", '\\', '~', ':'] as const),
  ...(['!', '$a', ';', 'k'.repeat(200), self] as const),
] as const;

const keysBeyondAscii = ['é', 'e\u0301', '日本', '☕', '😀'] as const;

const texts = [
  ...(['', 'a', ' ', 'null', '0', '	\n\r', '"\\/', '<&>', 'é', 'e\u0301', '日本語'] as const),
  ...(['😀👩‍👩‍👧', '\u2028', 'x'.repeat(3e3), 'ü'.repeat(500)] as const),
] as const;

const fields = ['a', 'b', 'c', 'A', '', 'a.b', 'constructor', 'é', '😀', 'toString', ' '] as const;

const largest = Number.MAX_SAFE_INTEGER;

/** JSON that every server can keep: no fractions, no integers out of range, no lone surrogates. */
const { content: drawContent } = letrec<{ value: unknown; content: JsonObject }>((tie) => ({
  value: oneof(
    { maxDepth: 2 },
    { weight: 1, arbitrary: constant(null) },
    { weight: 1, arbitrary: boolean() },
    { weight: 1, arbitrary: constantFrom(0, 1, -1, 10, largest, -largest) },
    { weight: 2, arbitrary: constantFrom(...texts) },
    { weight: 1, arbitrary: array(tie('value'), { maxLength: 3 }) },
    { weight: 2, arbitrary: tie('content') },
  ),
  content: dictionary(constantFrom(...fields), tie('value'), {
    maxKeys: 3,
    noNullPrototype: true,
  }),
}));

const content: Part<JsonObject> = { schema: { type: 'object' }, arbitrary: drawContent };
const type: Part<string> = {
  schema: { type: 'string', minLength: 1 },
  arbitrary: among(...plainTypes, ...oddTypes).arbitrary,
};
const key: Part<string> = {
  schema: { type: 'string' },
  arbitrary: among(...keys, ...keysBeyondAscii).arbitrary,
};
const who = among(...names);

export const steps = defineSteps({
  room: { room: roomNumber },
  put: { room: roomNumber, type, key, content },
  send: { room: roomNumber, content },
  read: { room: roomNumber, type, key, who },
  list: { room: roomNumber, who },
});
export type Step = StepOf<typeof steps>;

const slotWords = ({ type: ofType, key: ofKey, room }: Slot): string =>
  `${JSON.stringify(ofType)} ${JSON.stringify(ofKey)} of room ${room}`;

function short(value: JsonObject): string {
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

/** A step as a sentence. */
export function sentenceOf(step: Step): string {
  switch (step.do) {
    case 'room':
      return `alice creates room ${step.room}, and bob joins it`;
    case 'put':
      return `alice sets ${slotWords(step)} to ${short(step.content)} and its number`;
    case 'send':
      return `alice sends the event ${short(step.content)} to room ${step.room}`;
    case 'read':
      return `${step.who} reads ${slotWords(step)}`;
    case 'list':
      return `${step.who} lists the state of room ${step.room}`;
  }
}

/** Which paths the target accepts. */
export interface Accepted {
  readonly oddTypes: boolean;
  readonly unicode: boolean;
}

/** Few types and keys at a time, so that slots are written more than once and differ in one thing only. */
export function drawSteps(accepted: Accepted) {
  const drawType = constantFrom(...plainTypes, ...(accepted.oddTypes ? oddTypes : []));
  const plainKey = constantFrom<string[]>(...keys);
  const drawKey = accepted.unicode
    ? oneof(
        { weight: 4, arbitrary: plainKey },
        { weight: 1, arbitrary: constantFrom(...keysBeyondAscii) },
      )
    : plainKey;
  const choices = record({
    types: array(drawType, { minLength: 2, maxLength: 2 }),
    // The path of the empty key is another one.
    keys: inOrder<string>(oneof(constant(''), drawKey, drawKey), drawKey, drawKey),
    rooms: constantFrom([1 as const], [1 as const, 2 as const]),
  });
  return choices.chain((chosen) => {
    const room = constantFrom(...chosen.rooms);
    const slot = { room, type: constantFrom(...chosen.types), key: constantFrom(...chosen.keys) };
    return inOrder<Step>(
      ...chosen.rooms.map((number) => steps.draw('room', { room: constant(number) })),
      array(
        oneof(
          { weight: 5, arbitrary: steps.draw('put', slot) },
          { weight: 1, arbitrary: steps.draw('read', slot) },
          { weight: 1, arbitrary: steps.draw('list', { room }) },
          { weight: 1, arbitrary: steps.draw('send', { room }) },
        ),
        { minLength: 1, maxLength: 12, size: 'max' },
      ),
    );
  });
}
