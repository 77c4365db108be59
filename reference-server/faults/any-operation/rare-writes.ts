import type { JsonObject } from '../../domain/event.ts';
import { isObject } from '../../domain/json.ts';
import { forbidden, invalid } from '../../errors.ts';
import type { Context, OperationName } from '../../parts.ts';
import type { Faults, Spoil } from '../fault.ts';
import {
  before,
  both,
  changeBody,
  changePermissions,
  changesOf,
  hasMembership,
  omit,
  onlyIn,
  readConfigAs,
  storeAs,
  storeContent,
  wrapOperation,
} from '../vocabulary/index.ts';

const sends: readonly OperationName[] = ['send_non_state_event', 'send_message', 'send_feedback'];

const isPut = ({ params: { txnId } }: Context): boolean => txnId !== '';

/** Shortens the text of a message. */
const shorten = (content: JsonObject, length: number): JsonObject =>
  typeof content['body'] === 'string'
    ? { ...content, body: content['body'].slice(0, length) }
    : content;

/** Users who are not in the room may send there, where `isLetIn` says so. */
const letSend = (isLetIn: (context: Context, roomId: string) => boolean): Spoil =>
  onlyIn(
    sends,
    changePermissions(({ send }) => ({
      send: (context, roomId, type) => {
        const room = context.parts.rooms.find(context.world, roomId);
        const isOut =
          room !== undefined &&
          context.parts.view.membership(room, context.caller.userId) === 'leave';
        return room !== undefined && isOut && isLetIn(context, roomId)
          ? room
          : send(context, roomId, type);
      },
    })),
  );

/** A user who left by set_membership may go on sending. */
const leftByLongForm: Spoil = (right) => {
  const left = new Set<string>();
  return both(
    wrapOperation(['set_membership'], (perform) => async (context) => {
      const { params, caller, parts, request } = context;
      const answer = await perform(context);
      const isOwn = params.userId === caller.userId;
      if (isOwn && parts.validate.object(request.body)['membership'] === 'leave')
        left.add(`${params.roomId} ${caller.userId}`);
      return answer;
    }),
    letSend(({ caller }, roomId) => left.has(`${roomId} ${caller.userId}`)),
  )(right);
};

/** State without a key is kept by user and type, whatever the room. */
const keylessStateOfAllRooms: Spoil = (right) => {
  const latest = new Map<string, unknown>();
  const slotOf = ({ caller, params }: Context): string | null =>
    params.stateKey === '' && !params.eventType.startsWith('m.room.')
      ? `${caller.userId} ${params.eventType}`
      : null;
  return both(
    wrapOperation(['send_state_event'], (perform) => async (context) => {
      const answer = await perform(context);
      const slot = slotOf(context);
      if (slot !== null) latest.set(slot, context.parts.validate.object(context.request.body));
      return answer;
    }),
    wrapOperation(['get_state'], (perform) => async (context) => {
      const answer = await perform(context);
      const slot = slotOf(context);
      return slot !== null && latest.has(slot) ? { ...answer, body: latest.get(slot) } : answer;
    }),
  )(right);
};

/** Writes in a rare form, or of a rare length. */
export const rareWriteFaults: Faults = {
  'put-drops-nulls': {
    summary: 'An event that is sent by PUT loses the keys that are null.',
    violates: ['SEND-05', 'SEND-10', 'SEND-03'],
    spoil: storeAs(['send_non_state_event'], ({ content }, context) =>
      isPut(context)
        ? {
            content: Object.fromEntries(
              Object.entries(content).filter(([, value]) => value !== null),
            ),
          }
        : {},
    ),
  },
  'feedback-by-put-is-delivered': {
    summary: 'Feedback that is sent by PUT has the type delivered, whatever was sent.',
    violates: ['FEED-04', 'FEED-03'],
    spoil: storeAs(['send_feedback'], ({ content }, context) =>
      isPut(context) ? { content: { ...content, type: 'delivered' } } : {},
    ),
  },
  'delivered-after-read-refused': {
    summary: 'Feedback that says delivered is refused after feedback on the same event said read.',
    violates: ['FEED-09'],
    spoil: before(['send_feedback'], ({ parts, world, params, request }) => {
      const { type, target_event_id: target } = parts.validate.object(request.body);
      const earlier = parts.rooms.find(world, params.roomId)?.events ?? [];
      const isRead = earlier.some(
        ({ content }) => content['target_event_id'] === target && content['type'] === 'read',
      );
      if (type === 'delivered' && isRead) throw invalid('It was read before.');
    }),
  },
  'others-read-short-messages': {
    summary: 'Everybody but its sender reads the first 1,000 characters of a message.',
    violates: ['MSG-03', 'MSGS-03'],
    spoil: changeBody(['get_messages'], (body, { caller }) => {
      const chunk: readonly unknown[] = Array.isArray(body['chunk']) ? body['chunk'] : [];
      const seen = chunk.map((event) =>
        isObject(event) && isObject(event['content']) && event['sender'] !== caller.userId
          ? { ...event, content: shorten(event['content'], 1000) }
          : event,
      );
      return { ...body, chunk: seen };
    }),
  },
  'messages-end-at-16-384': {
    summary: 'A message keeps the first 16,384 characters of its body.',
    violates: ['MSG-03'],
    spoil: storeContent(['send_message'], (content) => shorten(content, 16_384)),
  },
  'emotes-are-rewritten': {
    summary: 'The body of a message of the msgtype m.emote gets a star in front.',
    violates: ['MSG-13', 'MSG-03'],
    spoil: storeContent(['send_message'], (content) =>
      content['msgtype'] === 'm.emote'
        ? { ...content, body: `* ${String(content['body'])}` }
        : content,
    ),
  },
  'long-keys-refused': {
    summary: 'A state key of more than 150 characters is refused.',
    violates: ['STATE-14'],
    spoil: before(['send_state_event'], ({ params }) => {
      if (params.stateKey.length > 150) throw invalid('The key is too long.');
    }),
  },
  'keyless-state-of-all-rooms': {
    summary: 'State without a key that a user sets in one room is read in other rooms too.',
    violates: ['STATE-09', 'STATE-12'],
    spoil: keylessStateOfAllRooms,
  },
  'empty-list-is-no-topic': {
    summary: 'createRoom ignores a name or topic that is false, or an empty list or object.',
    violates: ['CREATE-24', 'MODEL-12', 'MODEL-13'],
    spoil: readConfigAs((body) => {
      const isEmpty = (value: unknown): boolean =>
        value === false ||
        (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
      const empty = ['name', 'topic'].filter((key) => isEmpty(body[key]));
      return empty.reduce((rest, key) => omit(rest, key), body);
    }),
  },
  'who-left-by-set-membership-sends': {
    summary: 'A user who left a room by set_membership may go on sending there.',
    violates: ['SEND-15', 'SMEM-21', 'SMEM-17'],
    spoil: leftByLongForm,
  },
  'who-was-kicked-sends-by-put': {
    summary: 'A user who was kicked may go on sending by PUT with a txnId.',
    violates: ['SEND-15', 'SMEM-20'],
    spoil: letSend((context, roomId) => {
      const room = context.parts.rooms.find(context.world, roomId);
      const latest = room === undefined ? undefined : changesOf(room, context.caller.userId).at(-1);
      const isKicked =
        latest !== undefined &&
        hasMembership('leave')(latest) &&
        latest.sender !== context.caller.userId;
      return isPut(context) && isKicked;
    }),
  },
  'replay-after-leaving-refused': {
    summary: 'A PUT that is repeated after its sender left the room is refused.',
    violates: ['MSG-05', 'SEND-06'],
    spoil: ({ transactions }) => ({
      transactions: {
        ...transactions,
        key: (context, operation) => {
          const { parts, world, params, caller } = context;
          const room = parts.rooms.find(world, params.roomId);
          const isOut =
            room !== undefined && parts.view.membership(room, caller.userId) === 'leave';
          if (sends.includes(operation) && isOut) throw forbidden('You are not in the room.');
          return transactions.key(context, operation);
        },
      },
    }),
  },
};
