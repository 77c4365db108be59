import { setImmediate as tick } from 'node:timers/promises';
import { forbidden, invalid, notFound, unrecognizedPath } from '../../errors.ts';
import type { Answer } from '../../parts.ts';
import { perRow, type Faults, type Spoil } from '../fault.ts';
import { before, isFreeType, letSetState, storeAs, storeNothing } from '../vocabulary/index.ts';

const operation = ['send_state_event'] as const;

/** State that is read is remembered one tick later; a write in between is not seen. */
const rememberReadState: Spoil = ({ rooms, operations }) => {
  const cache = new Map<string, Answer>();
  const keyOf = (...slot: readonly string[]): string => JSON.stringify(slot);
  return {
    rooms: {
      ...rooms,
      append: (context, room, draft) => {
        if (draft.stateKey !== undefined) cache.delete(keyOf(room.id, draft.type, draft.stateKey));
        return rooms.append(context, room, draft);
      },
    },
    operations: {
      ...operations,
      get_state: async (context) => {
        const { roomId, eventType, stateKey } = context.params;
        context.parts.permissions.read(context, roomId);
        const key = keyOf(roomId, eventType, stateKey);
        const known = cache.get(key);
        if (known !== undefined) return known;
        const answer = await operations.get_state(context);
        await tick();
        cache.set(key, answer);
        return answer;
      },
    },
  };
};

/** Who may set state, which paths and keys are accepted, and whether the state is stored. */
export const setStateFaults: Faults = {
  ...perRow(
    [
      ['members', 'Any member', 'join'],
      ['strangers', 'A stranger', 'none'],
      ['invited', 'An invited user', 'invite'],
      ['leavers', 'A user who left', 'leave'],
      ['banned', 'A banned user', 'ban'],
    ],
    ([id, who, membership]) => ({
      [`${id}-set-state`]: {
        summary: `${who} may set state.`,
        violates: ['STATE-17'],
        spoil: letSetState('send_state_event', membership),
      },
    }),
  ),
  'state-not-kept': {
    summary: 'send_state_event answers 200 and sets nothing.',
    violates: ['STATE-03'],
    spoil: storeNothing(operation),
  },
  'state-cached-a-tick-late': {
    summary: 'GET of state that is replaced at the same moment answers the old state from then on.',
    violates: ['STATE-07'],
    spoil: rememberReadState,
  },
  'bare-state-not-offered': {
    summary: 'send_state_event answers 404 for a path without a state key.',
    violates: ['STATE-04'],
    spoil: before(operation, ({ request }) => {
      if (/\/state\/[^/]+$/.test(request.path)) throw unrecognizedPath();
    }),
  },
  'bare-state-forbidden': {
    summary: 'send_state_event answers 403 for a path without a state key.',
    violates: ['STATE-04'],
    spoil: before(operation, ({ request }) => {
      if (/\/state\/[^/]+$/.test(request.path)) throw forbidden('No key.');
    }),
  },
  'bare-state-no-state': {
    summary: 'send_state_event without a state key sends an event that is not state.',
    violates: ['STATE-05', 'STATE-03'],
    spoil: storeAs(operation, ({ stateKey }) => (stateKey === '' ? { stateKey: undefined } : {})),
  },
  'trailing-slash-refused': {
    summary: 'send_state_event answers 404 for a path with a trailing slash.',
    violates: ['STATE-06'],
    spoil: before(operation, ({ request }) => {
      if (request.path.endsWith('/')) throw notFound('No such path.');
    }),
  },
  'keys-must-be-names': {
    summary: 'send_state_event refuses a state key with a slash, @, # or !.',
    violates: ['STATE-14'],
    spoil: before(operation, ({ params }) => {
      if (/[/@#!]/.test(params.stateKey)) throw invalid('Bad key.');
    }),
  },
  'types-must-be-known': {
    summary: 'send_state_event refuses state of an unknown type.',
    violates: ['STATE-01'],
    spoil: before(operation, ({ params }) => {
      if (isFreeType(params.eventType)) throw invalid('Unknown type.');
    }),
  },
};
