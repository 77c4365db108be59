import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { isArray, isObject, type JsonObject } from '../../harness/document/json.ts';
import { checkDocument } from '../documents/index.ts';
import { readSchema } from '../schemas/read-schema.ts';
import {
  type MembershipState,
  type MemberState,
  type MessageState,
  type PowerLevelsState,
  type RoomState,
  type StateDocument,
  stateDocument,
  type StateEventState,
  type UserState,
} from './document.ts';

/** For each key of a type, whether it must be there: the compiler demands every key, and the right word for it. */
type Presence<T> = {
  readonly [key in keyof Required<T>]: object extends Pick<T, key> ? 'optional' : 'required';
};

const optional = 'optional' as const;
const required = 'required' as const;
const moment = { at: optional, age: optional };

const document: Presence<StateDocument> = { $schema: optional, users: optional, rooms: optional };
const user: Presence<UserState> = {
  id: optional,
  password: optional,
  token: optional,
  tokens: optional,
  displayname: optional,
  avatar_url: optional,
};
const room: Presence<RoomState> = {
  id: optional,
  creator: optional,
  visibility: optional,
  alias: optional,
  aliases: optional,
  name: optional,
  topic: optional,
  members: optional,
  power_levels: optional,
  state: optional,
  messages: optional,
};
const member: Presence<MemberState> = {
  membership: required,
  by: optional,
  joined: optional,
  content: optional,
};
const powerLevels: Presence<PowerLevelsState> = {
  users: optional,
  users_default: optional,
  events: optional,
  events_default: optional,
  state_default: optional,
  invite: optional,
  kick: optional,
  ban: optional,
  redact: optional,
};
const stateEvent: Presence<StateEventState> = {
  type: required,
  key: optional,
  content: required,
  from: optional,
  id: optional,
  ...moment,
};
const message: Presence<MessageState> = {
  from: required,
  body: optional,
  msgtype: optional,
  count: optional,
  type: optional,
  content: optional,
  redacts: optional,
  id: optional,
  ...moment,
};

const schema = objectOf(readSchema('state'));
const definitions = objectOf(schema['$defs']);

function objectOf(value: unknown): JsonObject {
  if (!isObject(value)) throw new Error('not an object');
  return value;
}

/** The keys of an object in a schema, in the same form. */
function presenceIn(part: unknown): object {
  const { properties, required: demanded } = objectOf(part);
  const names = isArray(demanded) ? demanded : [];
  return Object.fromEntries(
    Object.keys(objectOf(properties)).map((key) => [
      key,
      names.includes(key) ? required : optional,
    ]),
  );
}

/** The object among the forms of a member. */
const memberForm = (): unknown => {
  const forms = objectOf(definitions['member'])['oneOf'];
  return isArray(forms) ? forms[1] : null;
};

describe('the schema and the types of a state document', () => {
  it.each([
    ['the document', schema, document],
    ['a user', definitions['user'], user],
    ['a room', definitions['room'], room],
    ['a member', memberForm(), member],
    ['power levels', definitions['powerLevels'], powerLevels],
    ['a piece of state', definitions['stateEvent'], stateEvent],
    ['a message', definitions['message'], message],
  ])('have the same keys: %s', (_, part, presence) => {
    expect(presenceIn(part)).toEqual(presence);
  });

  it('have the same memberships and visibilities', () => {
    const memberships: Readonly<Record<MembershipState, 1>> = {
      join: 1,
      invite: 1,
      leave: 1,
      ban: 1,
    };
    const visibilities: Readonly<Record<NonNullable<RoomState['visibility']>, 1>> = {
      public: 1,
      private: 1,
    };
    expect(objectOf(definitions['membership'])['enum']).toEqual(Object.keys(memberships));
    const { visibility } = objectOf(objectOf(definitions['room'])['properties']);
    expect(objectOf(visibility)['enum']).toEqual(Object.keys(visibilities));
  });

  it('accept the same values: every key with every kind of value that its type has', () => {
    const sentAt = (at: string | number): MessageState => ({ from: 'a', body: 'b', at });
    const aged = (age: string | number): MessageState => ({ from: 'a', body: 'b', age });
    const whole: Required<StateDocument> = {
      $schema: 'state.schema.json',
      users: {
        a: {
          id: '@a:localhost',
          password: 'p',
          token: 'token-of-a',
          tokens: ['token-of-a'],
          displayname: 'A',
          avatar_url: 'mxc://localhost/a',
        } satisfies Required<UserState>,
        b: null,
      },
      rooms: {
        r: {
          id: '!r',
          creator: 'a',
          visibility: 'public',
          alias: 'r',
          aliases: ['r'],
          name: 'R',
          topic: '',
          members: {
            a: 'join',
            b: {
              membership: 'ban',
              by: 'a',
              joined: true,
              content: {},
            } satisfies Required<MemberState>,
          },
          power_levels: {
            users: { a: 1 },
            users_default: 0,
            events: { x: 1 },
            events_default: 0,
            state_default: 0,
            invite: 0,
            kick: 0,
            ban: 0,
            redact: 0,
          } satisfies Required<PowerLevelsState>,
          state: [
            {
              type: 't',
              key: 'k',
              content: {},
              from: 'a',
              id: 'e',
              at: 0,
              age: 0,
            } satisfies Required<StateEventState>,
          ],
          messages: [
            {
              from: 'a',
              body: 'b',
              msgtype: 'm.text',
              count: 1,
              type: 't',
              content: {},
              redacts: 'e',
              id: 'e',
              at: 0,
              age: 0,
            } satisfies Required<MessageState>,
            sentAt(5),
            sentAt('2014-09-03'),
            aged(5),
            aged('5m'),
          ],
        } satisfies Required<RoomState>,
      },
    };
    expect(checkDocument(stateDocument, whole)).toEqual(whole);
  });

  it('are a JSON Schema of the version that it names', () => {
    const ajv = new Ajv2020({ strict: false });
    expect(ajv.validateSchema(readSchema('state'))).toBe(true);
  });

  it('say what a checked document is', () => {
    expectTypeOf(checkDocument(stateDocument, {})).toEqualTypeOf<StateDocument>();
  });

  it('describe every key for editors', () => {
    const parts = [schema, ...Object.values(definitions), memberForm()];
    const silent = parts.flatMap((part) =>
      Object.entries(objectOf(objectOf(part)['properties'] ?? {})).flatMap(([key, value]) => {
        const { description, $ref } = objectOf(value);
        const target =
          typeof $ref === 'string' ? objectOf(definitions[$ref.replace('#/$defs/', '')]) : {};
        const isPlain =
          ['content', 'membership', 'messages', 'state'].includes(key) || $ref === '#/$defs/level';
        return description === undefined && target['description'] === undefined && !isPlain
          ? [key]
          : [];
      }),
    );
    expect(silent).toEqual([]);
  });
});
