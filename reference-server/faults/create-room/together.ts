import { badJson, invalid } from '../../errors.ts';
import { isObject } from '../../domain/json.ts';
import type { Request } from '../../parts.ts';
import type { JsonObject } from '../../domain/event.ts';
import type { Faults } from '../fault.ts';
import {
  before,
  changeActions,
  changeBody,
  changeConfig,
  changeValidation,
  perRequest,
} from '../vocabulary/index.ts';

const known = new Set(['name', 'topic', 'visibility', 'room_alias_name']);

function bodyOf(request: Request): JsonObject {
  try {
    const body: unknown = JSON.parse(request.body.toString('utf8'));
    return isObject(body) ? body : {};
  } catch {
    return {};
  }
}

/** Options of createRoom that work one by one. */
export const togetherFaults: Faults = {
  'topic-equal-to-the-name-lost': {
    summary: 'createRoom ignores a topic that is equal to the name.',
    violates: ['CREATE-21'],
    spoil: changeConfig(({ name, topic }) =>
      topic !== undefined && name === topic ? { topic: undefined } : {},
    ),
  },
  'long-names-cut': {
    summary: 'createRoom cuts a name after 100 characters.',
    violates: ['CREATE-20'],
    spoil: changeConfig(({ name }) => (name === undefined ? {} : { name: name.slice(0, 100) })),
  },
  'alias-of-digits-lost': {
    summary: 'createRoom makes no alias of digits alone.',
    violates: ['CREATE-17'],
    spoil: changeActions(({ createRoom }) => ({
      createRoom: (context, config) =>
        createRoom(
          context,
          /^#\d+:/.test(config.alias ?? '') ? { ...config, alias: undefined } : config,
        ),
    })),
  },
  'reported-alias-without-sigil-beside-a-topic': {
    summary: 'Where createRoom is given a topic, it reports the alias without its #.',
    violates: ['CREATE-19', 'MODEL-09'],
    spoil: changeBody(['create_room'], (body, { request }) => {
      const alias = body['room_alias'];
      const isWrong = typeof alias === 'string' && 'topic' in bodyOf(request);
      return isWrong ? { ...body, room_alias: alias.slice(1) } : body;
    }),
  },
  'alias-lost-beside-an-unknown-key': {
    summary: 'createRoom makes no alias where there is a key that it does not know.',
    violates: ['CREATE-17'],
    spoil: perRequest('create_room', ({ request }) => {
      const hasUnknown = Object.keys(bodyOf(request)).some((key) => !known.has(key));
      return changeActions(({ createRoom }) => ({
        createRoom: (context, config) =>
          createRoom(context, hasUnknown ? { ...config, alias: undefined } : config),
      }));
    }),
  },
  'topic-needs-a-visibility': {
    summary: 'createRoom refuses a topic without a visibility.',
    violates: ['CREATE-16'],
    spoil: before(['create_room'], ({ request }) => {
      const body = bodyOf(request);
      if ('topic' in body && !('visibility' in body)) throw invalid('No visibility.');
    }),
  },
  'visibility-counts-in-front': {
    summary: 'createRoom reads a visibility only where it is the first key.',
    violates: ['CREATE-13', 'CREATE-08'],
    spoil: perRequest('create_room', ({ request }) =>
      changeConfig(() =>
        Object.keys(bodyOf(request))[0] === 'visibility' ? {} : { joinRule: 'invite' },
      ),
    ),
  },
  'unknown-null-refused': {
    summary: 'createRoom refuses an unknown key whose value is null.',
    violates: ['CREATE-23'],
    spoil: before(['create_room'], ({ request }) => {
      const entries = Object.entries(bodyOf(request));
      if (entries.some(([key, value]) => value === null && !known.has(key))) throw badJson('null');
    }),
  },
  'put-without-a-body-makes-a-room': {
    summary: 'PUT createRoom takes a missing body for {}.',
    violates: ['CREATE-10', 'CREATE-09'],
    spoil: perRequest('create_room', ({ params }) =>
      changeValidation(({ object }) => ({
        object: (body) => (params.txnId !== '' && body.length === 0 ? {} : object(body)),
      })),
    ),
  },
};
