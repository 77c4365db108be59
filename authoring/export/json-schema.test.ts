import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadDeclaration } from '../../harness/document/load.ts';
import { createShapes } from '../../harness/judge/shape.ts';
import { asTheSuiteReads, pets } from '../testing/declarations.ts';
import { readDocument } from '../swagger/read.ts';
import { toJsonSchema } from './json-schema.ts';

const declaration = loadDeclaration();
const shapes = createShapes(declaration);
const schema = toJsonSchema(asTheSuiteReads);

const ajv = new Ajv2020({ strict: false, allErrors: false, validateFormats: false });
ajv.addSchema(schema, 'rooms');
const accepts = (model: string) => {
  const validate = ajv.compile({ $ref: `rooms#/$defs/${model}` });
  return (value: unknown): boolean => validate(value);
};

/** Values that have the keys of the models, mostly with values that they may have. */
const keys = [
  'chunk',
  'start',
  'end',
  'event_id',
  'room_id',
  'type',
  'content',
  'membership',
  'msgtype',
  'topic',
  'user_id',
  'state_key',
  'messages',
  'state',
];
const strings = fc.constantFrom('join', 'ban', 'nonsense', 'm.room.message', 'm.room.topic', 'x');
const { value: values } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    strings,
    fc.constantFrom(1, null, true),
    fc.array(tie('value'), { maxLength: 2 }),
    fc.dictionary(fc.constantFrom(...keys), tie('value'), { maxKeys: 6 }),
  ),
}));

/** An answer of a model as the declaration has it, with random keys left out, added or replaced. */
const right: Readonly<Record<string, unknown>> = {
  MessagePaginationChunk: {
    start: 'a',
    end: 'b',
    chunk: [
      { event_id: 'e', room_id: 'r', type: 'm.room.message', content: { msgtype: 'm.text' } },
    ],
  },
  MemberPaginationChunk: {
    start: 'a',
    chunk: [{ event_id: 'e', room_id: 'r', type: 'm.room.member', content: { membership: 'ban' } }],
  },
  InitialSyncRoomData: {
    membership: 'join',
    room_id: 'r',
    messages: { start: 'a', end: 'b', chunk: [] },
    state: [{ event_id: 'e', room_id: 'r', type: 't' }],
  },
  Topic: { topic: 't' },
  Member: { membership: 'join' },
  RoomInfo: { room_id: 'r' },
  EventId: { event_id: 'e' },
};

function mutated(value: unknown, edits: readonly (readonly [number, unknown])[]): unknown {
  let text = JSON.stringify(value);
  for (const [n, other] of edits) {
    const places = [...text.matchAll(/:("[^"]*"|\{\}|\[\])/g)];
    const place = places[n % Math.max(1, places.length)];
    if (place === undefined) continue;
    text =
      text.slice(0, place.index) +
      (other === undefined ? ':null' : `:${JSON.stringify(other)}`) +
      text.slice(place.index + place[0].length);
  }
  return JSON.parse(text);
}

describe('the schemas', () => {
  const answers = declaration.operations.filter(({ success }) => success.kind === 'model');

  it.each(answers.map((operation) => [operation.nickname, operation] as const))(
    'accept the answers of %s that the suite accepts, and no others',
    (_, operation) => {
      const model = operation.success.kind === 'model' ? operation.success.model : '';
      const ours = accepts(model);
      const agree = (value: unknown): void => {
        expect({ value, accepted: ours(value) }).toEqual({
          value,
          accepted: shapes.answer(operation, value).length === 0,
        });
      };
      expect(ours(right[model])).toBe(true);
      fc.assert(
        fc.property(fc.array(fc.tuple(fc.nat(40), values), { maxLength: 2 }), (edits) =>
          agree(mutated(right[model], edits)),
        ),
        { seed: 1, numRuns: 150 },
      );
      fc.assert(fc.property(values, agree), { seed: 1, numRuns: 50 });
    },
  );

  it('accept every request that the suite accepts, and refuse what servers refuse besides', () => {
    const invite = accepts('InviteRequest');
    expect(invite({ user_id: '@a:b' })).toBe(true);
    expect(invite({})).toBe(false);
    expect(accepts('RoomConfig')({})).toBe(true);
    expect(accepts('RoomConfig')({ visibility: 'secret' })).toBe(false);
    expect(accepts('EventContent')({ any: ['thing'] })).toBe(true);
    expect(accepts('Feedback')({ target_event_id: 'e', type: 'seen' })).toBe(false);
  });

  it('know keys of events that the models do not have (MODEL-39), and nothing else beyond the suite', () => {
    const answer = { membership: 'join', room_id: 'r' };
    const event = { event_id: 'e', room_id: 'r', type: 't', content: 1 };
    const operation = declaration.operations.find((one) => one.nickname === 'get_room_sync_data');
    expect(accepts('InitialSyncRoomData')({ ...answer, state: [event] })).toBe(false);
    expect(operation && shapes.answer(operation, { ...answer, state: [event] })).toEqual([]);
  });

  it('are schemas of 2020-12, of other declarations too', () => {
    for (const document of [schema, toJsonSchema(readDocument(pets))]) {
      expect(new Ajv2020({ strict: false }).validateSchema(document)).toBe(true);
    }
  });

  it('stand alone for one model, with those that it needs', () => {
    const page = toJsonSchema(asTheSuiteReads, 'MessagePaginationChunk');
    expect(page).toMatchObject({
      title: 'MessagePaginationChunk',
      $ref: '#/$defs/MessagePaginationChunk',
    });
    const { $defs } = page;
    expect(Object.keys($defs ?? {})).toEqual([
      'Message',
      'PaginationChunk',
      'MessagePaginationChunk',
      'Event',
      'MessageEvent',
    ]);
    const validate = new Ajv2020({ strict: false }).compile(page);
    expect(validate(right['MessagePaginationChunk'])).toBe(true);
    expect(validate({ chunk: [] })).toBe(false);
  });
});
