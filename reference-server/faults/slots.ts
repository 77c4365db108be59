import type { RoomEvent } from '../domain/event.ts';
import { forbidden, invalid, notFound, unrecognized } from '../errors.ts';
import { documented, implied, type Fault } from './fault.ts';
import { before, both, housing, within } from './spoiling.ts';
import {
  current,
  keptAs,
  merging,
  noEffect,
  ours,
  readAs,
  seenByKeyAlone,
  seenByTypeAlone,
  slotted,
} from './state-slots.ts';

/** Which event fills which slot of the state. */
export const slotFaults: readonly Fault[] = [
  implied(
    'state-not-kept',
    'send_state_event answers 200 and sets nothing.',
    ['STATE-03'],
    within(['send_state_event'], noEffect),
  ),
  documented(
    'bare-state-not-offered',
    'State cannot be set without a state key in the path.',
    ['STATE-04'],
    before(['send_state_event'], ({ request }) => {
      if (/\/state\/[^/]+$/.test(request.path)) throw unrecognized(404);
    }),
  ),
  documented(
    'bare-state-forbidden',
    'Setting state without a key is forbidden.',
    ['STATE-04'],
    before(['send_state_event'], ({ request }) => {
      if (/\/state\/[^/]+$/.test(request.path)) throw forbidden('No key.');
    }),
  ),
  documented(
    'bare-state-keyed-by-type',
    'A state key that is left out is the type.',
    ['STATE-05', 'STATE-06'],
    keptAs(['send_state_event'], ({ type, stateKey }, { request }) =>
      /\/state\/[^/]+$/.test(request.path) ? { stateKey: type } : { stateKey },
    ),
  ),
  documented(
    'bare-state-keyed-by-sender',
    'A state key that is left out is the sender.',
    ['STATE-05', 'STATE-06'],
    keptAs(['send_state_event'], ({ sender, stateKey }, { request }) =>
      /\/state\/[^/]+$/.test(request.path) ? { stateKey: sender } : { stateKey },
    ),
  ),
  documented(
    'bare-state-no-state',
    'Without a state key an event is sent that is no state.',
    ['STATE-05', 'STATE-03'],
    keptAs(['send_state_event'], ({ stateKey }) =>
      stateKey === '' ? { stateKey: undefined } : {},
    ),
  ),
  implied(
    'trailing-slash-another-slot',
    'A trailing slash names a slot of its own.',
    ['STATE-06'],
    keptAs(['send_state_event'], ({ stateKey }, { request }) =>
      request.path.endsWith('/') ? { stateKey: '/' } : { stateKey },
    ),
  ),
  implied(
    'trailing-slash-refused',
    'A trailing slash on a state path is refused.',
    ['STATE-06'],
    before(['send_state_event'], ({ request }) => {
      if (request.path.endsWith('/')) throw notFound('No such path.');
    }),
  ),
  documented(
    'state-never-replaced',
    'The first state of a slot stays for ever.',
    ['STATE-07', 'TOPIC-10'],
    housing(({ append }) => ({
      append: (context, room, draft) => {
        const taken =
          draft.stateKey !== undefined &&
          ours(draft.type) &&
          room.state.get(draft.type)?.has(draft.stateKey) === true;
        return append(context, taken ? { ...room, append: () => undefined } : room, draft);
      },
    })),
  ),
  documented(
    'state-merged',
    'New state of a slot keeps the keys of the old one.',
    ['STATE-07'],
    merging,
  ),
  documented(
    'keys-ignored',
    'State of one type has one slot, whatever its key.',
    ['STATE-08', 'STATE-14'],
    both(
      readAs((room, type, key) =>
        ours(type)
          ? room.events.findLast((event) => event.type === type && event.stateKey !== undefined)
          : room.state.get(type)?.get(key),
      ),
      current(seenByTypeAlone),
    ),
  ),
  documented(
    'types-ignored',
    'State of one key has one slot, whatever its type.',
    ['STATE-09', 'STATE-13'],
    both(
      readAs((room, type, key) =>
        ours(type)
          ? room.events.findLast((event) => ours(event.type) && event.stateKey === key)
          : room.state.get(type)?.get(key),
      ),
      current(seenByKeyAlone),
    ),
  ),
  documented(
    'rooms-ignored',
    'State of one type and key is the same in all rooms.',
    ['STATE-09', 'STATE-12'],
    (right) => {
      const latest = new Map<string, RoomEvent>();
      return both(
        housing(({ append }) => ({
          append: (context, room, draft) => {
            const event = append(context, room, draft);
            latest.set(`${event.type} ${event.stateKey}`, event);
            return event;
          },
        })),
        readAs((room, type, key) =>
          ours(type) && room.state.get(type)?.has(key) === true
            ? latest.get(`${type} ${key}`)
            : room.state.get(type)?.get(key),
        ),
      )(right);
    },
  ),
  documented(
    'keys-in-lower-case',
    'State keys are kept in lower case.',
    ['STATE-14', 'STATE-08'],
    slotted((type, key) => [type, key.toLowerCase()]),
  ),
  documented(
    'types-in-lower-case',
    'State types are kept in lower case.',
    ['STATE-13', 'STATE-09'],
    slotted((type, key) => [type.toLowerCase(), key]),
  ),
  documented(
    'keys-trimmed',
    'State keys are kept without white space around them.',
    ['STATE-14'],
    slotted((type, key) => [type, key.trim()]),
  ),
  documented(
    'keys-cut-at-a-slash',
    'A state key ends at its first slash.',
    ['STATE-14'],
    slotted((type, key) => [type, key.split('/')[0] ?? '']),
  ),
  documented(
    'keys-cut-at-a-colon',
    'A state key ends at its first colon.',
    ['STATE-14'],
    slotted((type, key) => [type, key.split(':')[0] ?? '']),
  ),
  documented(
    'keys-not-decoded',
    'State keys are kept as they were encoded.',
    ['STATE-14', 'CONV-17'],
    slotted((type, key) => [type, encodeURIComponent(key)]),
  ),
  documented(
    'keys-swapped-with-types',
    'Type and key of state change places in the list of state.',
    ['STATE-13', 'STATE-14', 'STATE-03'],
    current((_events, right) =>
      right.map((event) =>
        ours(event.type) && event.type !== 'm.room.topic'
          ? { ...event, type: event.stateKey ?? '', stateKey: event.type }
          : event,
      ),
    ),
  ),
  documented(
    'keys-must-be-names',
    'A state key with a slash or a sigil is refused.',
    ['STATE-14'],
    before(['send_state_event'], ({ params }) => {
      if (/[/@#!]/.test(params.stateKey)) throw invalid('Bad key.');
    }),
  ),
  documented(
    'types-must-be-known',
    'State of a type nobody knows is refused.',
    ['STATE-01'],
    before(['send_state_event'], ({ params }) => {
      if (ours(params.eventType)) throw invalid('Unknown type.');
    }),
  ),
];
