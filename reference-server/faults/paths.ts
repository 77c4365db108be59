import type { PathName, Request } from '../parts.ts';
import { convention, documented, implied, type Fault, type Spoil } from './fault.ts';
import { both, housing, operation } from './spoiling.ts';

/** Parameters of the path, read otherwise. */
const parameters = (
  names: readonly PathName[],
  read: (text: string, request: Request) => string,
): Spoil =>
  operation(
    [
      'send_non_state_event',
      'send_state_event',
      'send_message',
      'set_topic',
      'get_topic',
      'invite',
      'join_room',
      'leave',
      'ban',
      'set_membership',
      'get_membership',
      'join',
      'get_messages',
      'get_members',
      'get_state_events',
      'get_room_sync_data',
      'get_state',
    ],
    (perform) => (context) => {
      const changed = Object.fromEntries(
        names.map((name) => [name, read(context.params[name], context.request)]),
      );
      return perform({ ...context, params: { ...context.params, ...changed } });
    },
  );

const again = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** How text travels in paths. */
export const pathFaults: readonly Fault[] = [
  convention(
    'room-ids-not-decoded',
    'A room id in a path is not decoded.',
    ['CONV-17'],
    parameters(['roomId'], (_text, { path }) => /\/rooms\/([^/]*)/.exec(path)?.[1] ?? ''),
  ),
  convention(
    'room-ids-encoded-only',
    'A room id with a raw ! in the path is not found.',
    ['CONV-17'],
    parameters(['roomId'], (text, { path }) => (path.includes('/rooms/!') ? `${text}?` : text)),
  ),
  convention(
    'room-ids-raw-colon-cut',
    'A room id ends at a raw colon.',
    ['CONV-17'],
    parameters(['roomId'], (text, { path }) =>
      /\/rooms\/[^/]*:/.test(path) ? (text.split(':')[0] ?? '') : text,
    ),
  ),
  documented(
    'state-keys-decoded-twice',
    'A state key is decoded twice.',
    ['STATE-14', 'CONV-17'],
    parameters(['stateKey'], again),
  ),
  documented(
    'user-ids-read-raw',
    'A user id in a path is not decoded.',
    ['SMEM-07', 'CONV-17', 'GMEM-05'],
    parameters(
      ['userId'],
      (text, { path }) => /\/m\.room\.member\/([^/]*)$/.exec(path)?.[1] ?? text,
    ),
  ),
  documented(
    'plus-is-a-space',
    'A + in a path is a space.',
    ['STATE-14', 'CONV-17'],
    parameters(['stateKey', 'eventType'], (text) => text.replaceAll('+', ' ')),
  ),
  documented(
    'types-decoded-twice',
    'The type of an event, sent or set, is decoded twice.',
    ['STATE-13', 'SEND-14', 'CONV-17'],
    parameters(['eventType'], again),
  ),
  implied(
    'types-sent-in-lower-case',
    'Types of sent events are kept in lower case.',
    ['SEND-14'],
    operation(
      ['send_non_state_event'],
      (perform) => (context) =>
        perform({
          ...context,
          params: { ...context.params, eventType: context.params.eventType.toLowerCase() },
        }),
    ),
  ),
  implied(
    'types-are-messages',
    'Whatever is sent is of type m.room.message.',
    ['SEND-14', 'SEND-03'],
    housing(({ append }) => ({
      append: (context, room, draft) =>
        append(
          context,
          room,
          draft.stateKey === undefined ? { ...draft, type: 'm.room.message' } : draft,
        ),
    })),
  ),
  implied(
    'types-cut-at-the-last-dot',
    'The type of a sent event is what stands behind its last dot.',
    ['SEND-14', 'SEND-03'],
    operation(
      ['send_non_state_event'],
      (perform) => (context) =>
        perform({
          ...context,
          params: {
            ...context.params,
            eventType: context.params.eventType.split('.').at(-1) ?? '',
          },
        }),
    ),
  ),
  documented(
    'aliases-read-raw',
    'An alias or id in the path of join is not decoded.',
    ['JID-07', 'CONV-17', 'JID-03'],
    both(
      parameters(['roomAliasOrId'], (text, { path }) => /\/join\/([^/]*)/.exec(path)?.[1] ?? text),
      () => ({}),
    ),
  ),
];
