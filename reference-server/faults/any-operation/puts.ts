import { badJson, forbidden } from '../../errors.ts';
import { isObject } from '../../domain/json.ts';
import type { Membership } from '../../domain/membership.ts';
import type { Room } from '../../domain/room.ts';
import type { Context, OperationName, Parts } from '../../parts.ts';
import type { Faults, Spoil } from '../fault.ts';
import { both, changeBody, before, storeAs, wrapOperation } from '../vocabulary/index.ts';

const isPut = ({ request }: Context): boolean => request.method === 'PUT';

/** An operation works with spoiled parts, but only as a PUT with a txnId. */
const onlyByPut = (name: OperationName, spoil: Spoil): Spoil =>
  wrapOperation([name], (perform) => (context) => {
    const { parts } = context;
    return perform(isPut(context) ? { ...context, parts: { ...parts, ...spoil(parts) } } : context);
  });

/** A PUT is refused to those who may do the same by a POST. */
const refusePut = (
  name: OperationName,
  isRefused: (room: Room, context: Context, membershipOf: (user: string) => unknown) => boolean,
): Spoil =>
  before([name], (context) => {
    const { parts, world, params } = context;
    const room = parts.rooms.find(world, params.roomId);
    if (room === undefined || !isPut(context)) return;
    const membershipOf = (user: string): Membership | undefined =>
      parts.view.membership(room, user);
    if (isRefused(room, context, membershipOf)) throw forbidden('Not by a PUT.');
  });

/** The user whom the body of a request names. */
function targetOf({ request }: Context): string {
  try {
    const body: unknown = JSON.parse(request.body.toString('utf8'));
    return isObject(body) ? String(body['user_id']) : '';
  } catch {
    return '';
  }
}

/** createRoom reads its body otherwise. */
const readConfig =
  (change: (right: Parts['validate']['roomConfig']) => Parts['validate']['roomConfig']): Spoil =>
  ({ validate }) => ({ validate: { ...validate, roomConfig: change(validate.roomConfig) } });

/** What is right by a POST and wrong by a PUT with a txnId. */
export const putFaults: Faults = {
  'put-of-an-event-loses-what-is-nested': {
    summary: 'A PUT of an event stores only the values that are neither objects nor lists.',
    violates: ['SEND-05', 'SEND-10', 'SEND-03'],
    spoil: onlyByPut(
      'send_non_state_event',
      storeAs('all', ({ content }) => ({
        content: Object.fromEntries(
          Object.entries(content).filter(
            ([, value]) => value === null || typeof value !== 'object',
          ),
        ),
      })),
    ),
  },
  'put-of-a-message-keeps-its-text-alone': {
    summary: 'A PUT of a message stores its msgtype and its body alone.',
    violates: ['MSG-04', 'MSG-03', 'MODEL-03'],
    spoil: onlyByPut(
      'send_message',
      storeAs('all', ({ content: { msgtype, body } }) => ({
        content: body === undefined ? { msgtype } : { msgtype, body },
      })),
    ),
  },
  'put-of-feedback-is-not-delivered': {
    summary: 'A PUT of feedback refuses the type "delivered".',
    violates: ['FEED-04', 'FEED-09'],
    spoil: before(['send_feedback'], (context) => {
      const text = context.request.body.toString('utf8');
      if (isPut(context) && text.includes('"delivered"')) throw badJson('Bad feedback type.');
    }),
  },
  'put-of-a-room-takes-any-name': {
    summary: 'A PUT of createRoom accepts a name that is a number.',
    violates: ['CREATE-24'],
    spoil: onlyByPut(
      'create_room',
      readConfig((right) => (body, domain) => {
        const { name } = body;
        return right(typeof name === 'number' ? { ...body, name: `${name}` } : body, domain);
      }),
    ),
  },
  'put-of-a-room-drops-a-taken-alias': {
    summary: 'A PUT of createRoom makes a room without an alias where the alias is taken.',
    violates: ['CREATE-12'],
    spoil: wrapOperation(['create_room'], (perform) => (context) => {
      const { parts, world } = context;
      const { roomConfig } = parts.validate;
      const spoil = readConfig(() => (body, domain) => {
        const config = roomConfig(body, domain);
        const isTaken = config.alias !== undefined && world.aliases.has(config.alias);
        return isTaken ? { ...config, alias: undefined } : config;
      });
      const spoiled = { ...context, parts: { ...parts, ...spoil(parts) } };
      return perform(isPut(context) ? spoiled : context);
    }),
  },
  'put-of-leave-refused-in-public-rooms': {
    summary: 'Nobody can leave a public room by a PUT.',
    violates: ['LEAVE-04'],
    spoil: refusePut(
      'leave',
      (room, { parts, caller }, membershipOf) =>
        parts.view.joinRule(room) === 'public' && membershipOf(caller.userId) === 'join',
    ),
  },
  'put-of-a-ban-spares-the-invited': {
    summary: 'A PUT of ban is refused where the user is invited.',
    violates: ['BAN-04'],
    spoil: refusePut(
      'ban',
      (room, context, membershipOf) =>
        room.events[0]?.sender === context.caller.userId &&
        membershipOf(context.caller.userId) === 'join' &&
        membershipOf(targetOf(context)) === 'invite',
    ),
  },
  'put-is-not-in-sync-data': {
    summary: 'initialSync does not show messages that were sent by a PUT.',
    violates: ['SYNC-09'],
    spoil: (right) => {
      const sent = new Set<unknown>();
      return both(
        changeBody(['send_message'], (body, context) => {
          if (isPut(context)) sent.add(body['event_id']);
          return body;
        }),
        changeBody(['get_room_sync_data'], (body) => {
          const { messages } = body;
          if (!isObject(messages) || !Array.isArray(messages['chunk'])) return body;
          const chunk = messages['chunk'].filter(
            (event: unknown) => !isObject(event) || !sent.has(event['event_id']),
          );
          return { ...body, messages: { ...messages, chunk } };
        }),
      )(right);
    },
  },
};
